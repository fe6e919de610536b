package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A message being put together from its parts. */
final class WholeMessage {

    private final StringBuilder content = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<ToolCall> calls = new ArrayList<>();
    private final ArrayNode pictures = JsonNodeFactory.instance.arrayNode();
    private final ProviderFields fields = new ProviderFields();

    void add(Part part) {
        switch (part) {
            case Part.Text text -> {
                content.append(text.text());
                fields.signature(text.signature());
            }
            case Part.Thought thought -> {
                reasoning.append(thought.text());
                fields.signature(thought.signature());
            }
            case Part.Call call -> calls.add(new ToolCall(call.id(), call.name(), call.arguments(), call.extras()));
            case Picture picture -> pictures.add(picture.imageUrl());
            case Part.Other other -> fields.part(other.raw());
        }
    }

    boolean callsTools() {
        return !calls.isEmpty();
    }

    ProviderFields fields() {
        return fields;
    }

    /** The message; without text it is empty, not absent, unless it calls tools instead. */
    AssistantMessage message() {
        Map<String, JsonNode> extras = new HashMap<>(fields.extras());
        if (!pictures.isEmpty()) {
            extras.put("images", pictures);
        }
        boolean silent = content.isEmpty() && callsTools();
        return new AssistantMessage(
                silent ? Optional.empty() : Optional.of(content.toString()),
                Optional.empty(),
                reasoning.isEmpty() ? Optional.empty() : Optional.of(reasoning.toString()),
                List.of(),
                calls,
                extras);
    }
}
