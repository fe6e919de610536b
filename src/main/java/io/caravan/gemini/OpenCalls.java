package io.caravan.gemini;

import io.caravan.chat.ToolCall;
import io.caravan.error.GatewayException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The calls of the last turn that have no result yet: Gemini wants all results in the turn that follows. */
final class OpenCalls {

    private final Map<String, Call> open = new LinkedHashMap<>();

    private record Call(String name, String path) {}

    /**
     * Notes a call.
     *
     * @param path where it stands in the caller's request
     * @throws GatewayException if another has its id
     */
    void add(ToolCall call, String path) {
        if (open.putIfAbsent(call.id(), new Call(call.name(), path)) != null) {
            throw GatewayException.invalid(path + ".id", "must be another than that of the calls before");
        }
    }

    /**
     * The name of the function whose result a message is.
     *
     * @param path where the message stands in the caller's request
     * @throws GatewayException if there is no such call
     */
    String close(Optional<String> id, String path) {
        Call call = id.map(open::remove)
                .orElseThrow(() -> GatewayException.invalid(
                        path + ".tool_call_id",
                        "must be the id of a call of the assistant's message before that has no result yet"));
        return call.name();
    }

    /**
     * Passes if no call waits for its result.
     *
     * @throws GatewayException that names the first that does
     */
    void requireNone() {
        for (Call call : open.values()) {
            throw GatewayException.invalid(call.path(), "has no result in the messages that follow");
        }
    }
}
