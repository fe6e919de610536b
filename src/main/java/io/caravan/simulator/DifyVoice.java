package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import io.caravan.chat.ChatStream.Head;
import io.caravan.chat.Usage;
import java.io.IOException;

/**
 * A chat of Dify's.
 *
 * @param going the id of the conversation that goes on, empty for a new one
 */
record DifyVoice(String going) implements Voice {

    @Override
    public void whole(Question question, Script script, Head head, JsonGenerator json) throws IOException {
        json.writeStartObject();
        head("message", head, json);
        json.writeStringField("id", head.id());
        json.writeStringField("mode", "chat");
        json.writeStringField("answer", script.text());
        metadata(script.usage(), json);
        json.writeNumberField("created_at", head.created());
        json.writeEndObject();
    }

    private void head(String event, Head head, JsonGenerator json) throws IOException {
        json.writeStringField("event", event);
        json.writeStringField("task_id", "t-" + head.id());
        json.writeStringField("message_id", head.id());
        json.writeStringField(
                "conversation_id", going.isEmpty() ? DifyQuestion.conversationOf(head.id()) : Tokens.wellFormed(going));
    }

    private static void metadata(Usage usage, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("metadata");
        json.writeObjectFieldStart("usage");
        json.writeNumberField("prompt_tokens", usage.promptTokens());
        json.writeNumberField("completion_tokens", usage.completionTokens());
        json.writeNumberField("total_tokens", usage.totalTokens());
        json.writeStringField("total_price", "0.0000000");
        json.writeStringField("currency", "USD");
        json.writeNumberField("latency", 0.1);
        json.writeEndObject();
        json.writeArrayFieldStart("retriever_resources");
        json.writeEndArray();
        json.writeEndObject();
    }

    @Override
    public Recital recital(Question question, Script script, Head head, Events events) {
        return new DifyRecital(script, head, events);
    }

    @Override
    public void trouble(Trouble trouble, JsonGenerator json) throws IOException {
        json.writeStartObject();
        error(trouble, json);
        json.writeEndObject();
    }

    private static void error(Trouble trouble, JsonGenerator json) throws IOException {
        json.writeStringField("code", code(trouble.status()));
        json.writeStringField("message", trouble.message());
        json.writeNumberField("status", trouble.status());
    }

    private static String code(int status) {
        return switch (status) {
            case 401 -> "unauthorized";
            case 402 -> "provider_quota_exceeded";
            case 403 -> "forbidden";
            case 404 -> "not_found";
            case 413 -> "file_too_large";
            case 415 -> "unsupported_file_type";
            case 429 -> "too_many_requests";
            default -> status < 500 ? "invalid_param" : "internal_server_error";
        };
    }

    /** An answer as events, after a ping. */
    private final class DifyRecital implements Recital {

        private final Script script;
        private final Head head;
        private final Events events;

        DifyRecital(Script script, Head head, Events events) {
            this.script = script;
            this.head = head;
            this.events = events;
        }

        @Override
        public void begin() {
            events.bare("ping");
        }

        @Override
        public void thought(String text) throws IOException {
            event("reasoning_chunk", json -> {
                json.writeObjectFieldStart("data");
                json.writeStringField("message_id", head.id());
                json.writeStringField("reasoning", text);
                json.writeEndObject();
            });
        }

        @Override
        public void word(String text) throws IOException {
            event("message", json -> {
                json.writeStringField("id", head.id());
                json.writeStringField("answer", text);
                json.writeNumberField("created_at", head.created());
            });
        }

        /** Never, for the app decides about its tools. */
        @Override
        public void argument(Beat.Argument argument) {
            throw new IllegalStateException("Dify's apps call their tools themselves");
        }

        @Override
        public void end() throws IOException {
            event("message_end", json -> {
                json.writeStringField("id", head.id());
                metadata(script.usage(), json);
            });
        }

        @Override
        public void interrupt() throws IOException {
            event("error", json -> error(interruption(), json));
        }

        private void event(String name, Events.Content rest) throws IOException {
            events.event(json -> {
                json.writeStartObject();
                DifyVoice.this.head(name, head, json);
                rest.write(json);
                json.writeEndObject();
            });
        }
    }
}
