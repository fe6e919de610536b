package io.caravan.anthropic;

import io.caravan.chat.Message;
import io.caravan.error.GatewayException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The calls of tools in a conversation. Anthropic wants each to have an id of its own, made of letters, digits,
 * dashes and underscores, and a result before the model speaks again.
 */
final class Calls {

    private final Set<String> ids = new HashSet<>();
    private final Map<String, Open> open = new LinkedHashMap<>();

    /**
     * A call without a result.
     *
     * @param id as it is sent
     * @param path its place in the request
     */
    private record Open(String id, String name, String path) {}

    /** Whether anything was called at all. */
    boolean any() {
        return !ids.isEmpty();
    }

    /**
     * Takes a call.
     *
     * @param id the caller's, may be empty
     * @param path the call's place in the request
     * @return the id to be sent
     */
    String begin(String id, String name, String path) {
        Open call = new Open(unique(clean(id)), name, path);
        if (open.putIfAbsent(id.isEmpty() ? path : id, call) != null) {
            throw GatewayException.invalid(path + ".id", "must differ from the ids of the calls beside it");
        }
        return call.id();
    }

    /**
     * Takes the result of a call, which is found by its id or, in the older form, by the name of its function.
     *
     * @return the id to be sent
     */
    String end(Message result, String path) {
        Map.Entry<String, Open> call = find(result).orElseThrow(() -> unasked(result, path));
        open.remove(call.getKey());
        return call.getValue().id();
    }

    private Optional<Map.Entry<String, Open>> find(Message result) {
        boolean byId = result.toolCallId().filter(id -> !id.isEmpty()).isPresent();
        return open.entrySet().stream()
                .filter(call -> byId
                        ? result.toolCallId().equals(Optional.of(call.getKey()))
                        : result.name().equals(Optional.of(call.getValue().name())))
                .findFirst();
    }

    private static GatewayException unasked(Message result, String path) {
        return result.toolCallId().isEmpty() && result.name().isPresent()
                ? GatewayException.invalid(path + ".name", "must be the name of a function called just before")
                : GatewayException.invalid(path + ".tool_call_id", "must be the id of a call just before");
    }

    /** Makes sure that every call so far has its result. */
    void requireResults() {
        open.values().stream().findFirst().ifPresent(call -> {
            throw GatewayException.invalid(call.path(), "must be followed by a message with its result");
        });
    }

    private String unique(String id) {
        String unique = id;
        for (int i = 2; !ids.add(unique); i++) {
            unique = id + "_" + i;
        }
        return unique;
    }

    private static String clean(String id) {
        StringBuilder clean = new StringBuilder(id.isEmpty() ? "call" : id);
        for (int i = 0; i < clean.length(); i++) {
            if (!fits(clean.charAt(i))) {
                clean.setCharAt(i, '_');
            }
        }
        return clean.toString();
    }

    private static boolean fits(char letter) {
        return letter >= 'a' && letter <= 'z'
                || letter >= 'A' && letter <= 'Z'
                || letter >= '0' && letter <= '9'
                || letter == '_'
                || letter == '-';
    }
}
