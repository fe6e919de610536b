package io.caravan.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.Message;
import io.caravan.chat.ToolCall;
import io.caravan.error.GatewayException;
import java.util.ArrayList;
import java.util.List;

/** The messages as Gemini wants them: instructions apart, all else in turns. */
final class Conversation {

    private final ModelFamily family;
    private final List<String> instructions = new ArrayList<>();
    private final Turns turns = new Turns();
    private final OpenCalls calls = new OpenCalls();

    private Conversation(ModelFamily family) {
        this.family = family;
    }

    /**
     * The conversation that these messages make.
     *
     * @throws GatewayException if one of them holds something that Gemini does not take, or results do not fit calls
     */
    static Conversation of(List<Message> messages, ModelFamily family) {
        Conversation conversation = new Conversation(family);
        for (int index = 0; index < messages.size(); index++) {
            conversation.add(messages.get(index), "messages." + index);
        }
        conversation.calls.requireNone();
        return conversation;
    }

    private void add(Message message, String path) {
        switch (message.role()) {
            case SYSTEM, DEVELOPER -> instructions.addAll(ContentPart.texts(message, path));
            case USER -> {
                calls.requireNone();
                turns.user(ContentPart.all(message, path));
            }
            case ASSISTANT -> {
                calls.requireNone();
                recall(message, path);
            }
            case TOOL, FUNCTION -> {
                String name = calls.close(message.toolCallId(), path);
                turns.user(ToolResult.parts(message, name, path));
            }
        }
    }

    private void recall(Message message, String path) {
        ArrayNode parts = ModelTurn.parts(message, path, family);
        List<ToolCall> made = message.toolCalls();
        if (made.isEmpty()) {
            turns.model(parts);
            return;
        }
        turns.callingModel(parts);
        for (int index = 0; index < made.size(); index++) {
            calls.add(made.get(index), path + ".tool_calls." + index);
        }
    }

    /** Adds an instruction of the gateway's. */
    void instruct(String instruction) {
        instructions.add(instruction);
    }

    /** Puts the turns and the instructions into a request's body. */
    void writeTo(ObjectNode body) {
        if (!instructions.isEmpty() && family.systemInstruction()) {
            ArrayNode parts = body.putObject("systemInstruction").putArray("parts");
            instructions.forEach(instruction -> parts.add(ContentPart.text(instruction)));
        } else if (!instructions.isEmpty()) {
            turns.instruct(String.join("\n\n", instructions));
        }
        turns.writeTo(body);
    }
}
