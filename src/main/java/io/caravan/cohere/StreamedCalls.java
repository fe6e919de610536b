package io.caravan.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.Delta.ToolCallDelta;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The calls of a streamed answer, which Cohere numbers as it likes and we from 0. */
final class StreamedCalls {

    private final Map<Integer, Call> byIndex = new HashMap<>();
    private int count;

    boolean any() {
        return count > 0;
    }

    /** A call begins, with a name and perhaps some of its arguments. */
    void start(int index, JsonNode call, Consumer<ToolCallDelta> deltas) {
        end(index, deltas);
        Call begun = new Call(count++);
        byIndex.put(index, begun);
        JsonNode function = call.path("function");
        String arguments = function.path("arguments").asText("");
        begun.argued = !arguments.isBlank();
        deltas.accept(new ToolCallDelta(
                begun.number,
                Optional.of(CallId.of(call)),
                Optional.of(function.path("name").asText("")),
                arguments,
                Map.of()));
    }

    /** More arguments of a call; of one that never began nothing is known. */
    void add(int index, JsonNode call, Consumer<ToolCallDelta> deltas) {
        Call begun = byIndex.get(index);
        String arguments = call.path("function").path("arguments").asText("");
        if (begun != null && !arguments.isEmpty()) {
            begun.argued |= !arguments.isBlank();
            deltas.accept(begun.more(arguments));
        }
    }

    /** The end of a call; one without arguments has an empty object of them. */
    void end(int index, Consumer<ToolCallDelta> deltas) {
        Call ended = byIndex.remove(index);
        if (ended != null && !ended.argued) {
            deltas.accept(ended.more("{}"));
        }
    }

    /** The end of all calls that have not ended. */
    void endAll(Consumer<ToolCallDelta> deltas) {
        byIndex.keySet().stream().sorted().toList().forEach(index -> end(index, deltas));
    }

    private static final class Call {

        private final int number;
        private boolean argued;

        Call(int number) {
            this.number = number;
        }

        ToolCallDelta more(String arguments) {
            return new ToolCallDelta(number, Optional.empty(), Optional.empty(), arguments, Map.of());
        }
    }
}
