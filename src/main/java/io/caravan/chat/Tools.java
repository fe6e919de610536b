package io.caravan.chat;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** What may be called, whether it must be, and whether several may be called at once. */
public record Tools(List<Tool> definitions, Optional<ToolChoice> choice, Optional<Boolean> parallel) {

    public static final Tools NONE = new Tools(List.of(), Optional.empty(), Optional.empty());

    public Tools {
        definitions = List.copyOf(definitions);
    }

    void addTo(SortedSet<String> members) {
        ChatRequest.addIf(!definitions.isEmpty(), "tools", members);
        ChatRequest.addIf(choice.isPresent(), "tool_choice", members);
        ChatRequest.addIf(parallel.isPresent(), "parallel_tool_calls", members);
    }
}
