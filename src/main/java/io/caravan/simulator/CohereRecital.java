package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import io.caravan.chat.ChatStream.Head;
import java.io.IOException;

/** An answer as Cohere's events: content and calls that start, grow and end. */
final class CohereRecital implements Recital {

    private final CohereVoice voice;
    private final Script script;
    private final Head head;
    private final Events events;
    private String block = "";
    private int index;

    CohereRecital(CohereVoice voice, Script script, Head head, Events events) {
        this.voice = voice;
        this.script = script;
        this.head = head;
        this.events = events;
    }

    @Override
    public void begin() throws IOException {
        event("message-start", json -> {
            json.writeStringField("id", head.id());
            message(json, message -> {
                message.writeStringField("role", "assistant");
                for (String list : new String[] {"content", "tool_calls", "citations"}) {
                    message.writeArrayFieldStart(list);
                    message.writeEndArray();
                }
                message.writeStringField("tool_plan", "");
            });
        });
    }

    @Override
    public void thought(String text) throws IOException {
        if (script.calls().isEmpty()) {
            content("thinking", text);
        } else {
            event("tool-plan-delta", json -> message(json, message -> message.writeStringField("tool_plan", text)));
        }
    }

    @Override
    public void word(String text) throws IOException {
        content("text", text);
    }

    private void content(String type, String text) throws IOException {
        if (!block.equals(type)) {
            endBlock();
            block = type;
            indexed("content-start", message -> {
                message.writeFieldName("content");
                CohereVoice.block(type, "", message);
            });
        }
        indexed("content-delta", message -> {
            message.writeObjectFieldStart("content");
            message.writeStringField(type, text);
            message.writeEndObject();
        });
    }

    private void endBlock() throws IOException {
        if (!block.isEmpty()) {
            event("content-end", json -> json.writeNumberField("index", index));
            index++;
            block = "";
        }
    }

    @Override
    public void argument(Beat.Argument argument) throws IOException {
        Script.Call call = argument.call();
        index = call.index();
        if (argument.first()) {
            indexed("tool-call-start", message -> {
                message.writeObjectFieldStart("tool_calls");
                OpenAiVoice.call(call, "", head, message);
                message.writeEndObject();
            });
        }
        indexed("tool-call-delta", message -> {
            message.writeObjectFieldStart("tool_calls");
            message.writeObjectFieldStart("function");
            message.writeStringField("arguments", argument.text());
            message.writeEndObject();
            message.writeEndObject();
        });
        if (argument.completes()) {
            event("tool-call-end", json -> json.writeNumberField("index", index));
        }
    }

    @Override
    public void end() throws IOException {
        endBlock();
        event("message-end", json -> {
            json.writeStringField("id", head.id());
            json.writeObjectFieldStart("delta");
            CohereVoice.end(script, json);
            json.writeEndObject();
        });
    }

    @Override
    public void interrupt() throws IOException {
        event("message-end", json -> {
            json.writeObjectFieldStart("delta");
            json.writeStringField("finish_reason", "ERROR");
            json.writeStringField("error", voice.interruption().message());
            json.writeEndObject();
        });
    }

    private void indexed(String type, Events.Content message) throws IOException {
        event(type, json -> {
            json.writeNumberField("index", index);
            message(json, message);
        });
    }

    private static void message(JsonGenerator json, Events.Content message) throws IOException {
        json.writeObjectFieldStart("delta");
        json.writeObjectFieldStart("message");
        message.write(json);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void event(String type, Events.Content rest) throws IOException {
        events.event(type, json -> {
            json.writeStartObject();
            json.writeStringField("type", type);
            rest.write(json);
            json.writeEndObject();
        });
    }
}
