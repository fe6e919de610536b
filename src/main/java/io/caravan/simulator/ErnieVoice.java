package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import io.caravan.chat.ChatStream.Head;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import java.io.IOException;
import java.util.OptionalInt;

/** ERNIE as it was before Qianfan's version 2: errors come with HTTP status 200. */
final class ErnieVoice implements Voice {

    /** What is said of a token whose time is over. */
    static final String EXPIRED = "Access token expired";

    @Override
    public String idPrefix() {
        return "as-";
    }

    @Override
    public void whole(Question question, Script script, Head head, JsonGenerator json) throws IOException {
        json.writeStartObject();
        head(head, json);
        rest(script, script.text(), true, script.usage(), json);
        json.writeEndObject();
    }

    private static void head(Head head, JsonGenerator json) throws IOException {
        json.writeStringField("id", head.id());
        json.writeStringField("object", "chat.completion");
        json.writeNumberField("created", head.created());
    }

    private static void rest(Script script, String text, boolean last, Usage usage, JsonGenerator json)
            throws IOException {
        json.writeStringField("result", text);
        json.writeBooleanField("is_truncated", last && script.finish() == FinishReason.LENGTH);
        json.writeBooleanField("need_clear_history", false);
        json.writeStringField("finish_reason", last ? reason(script) : "normal");
        if (last && script.finish() == FinishReason.TOOL_CALLS) {
            call(script, json);
        }
        json.writeObjectFieldStart("usage");
        json.writeNumberField("prompt_tokens", usage.promptTokens());
        json.writeNumberField("completion_tokens", usage.completionTokens());
        json.writeNumberField("total_tokens", usage.totalTokens());
        json.writeEndObject();
    }

    private static void call(Script script, JsonGenerator json) throws IOException {
        Script.Call call = script.calls().getFirst();
        json.writeObjectFieldStart("function_call");
        json.writeStringField("name", call.tool());
        json.writeStringField("thoughts", script.thought());
        json.writeStringField("arguments", call.arguments());
        json.writeEndObject();
    }

    private static String reason(Script script) {
        return switch (script.finish()) {
            case LENGTH -> "length";
            case TOOL_CALLS, FUNCTION_CALL -> "function_call";
            case STOP, CONTENT_FILTER -> script.stop().isPresent() ? "stop" : "normal";
        };
    }

    @Override
    public Recital recital(Question question, Script script, Head head, Events events) {
        return new ErnieRecital(this, script, head, events);
    }

    @Override
    public Trouble interruption() {
        return Trouble.simulated(503, OptionalInt.empty());
    }

    @Override
    public int status(Trouble trouble) {
        return 200;
    }

    @Override
    public boolean sendsRetryAfter() {
        return false;
    }

    @Override
    public void trouble(Trouble trouble, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("error_code", code(trouble));
        json.writeStringField("error_msg", trouble.message());
        json.writeStringField("id", "as-simulator");
        json.writeEndObject();
    }

    private static int code(Trouble trouble) {
        return switch (trouble.status()) {
            case 401 -> trouble.message().equals(EXPIRED) ? 111 : 110;
            case 402 -> 17;
            case 403 -> 6;
            case 404 -> 3;
            case 413 -> 336007;
            case 429 -> 336501;
            case 503, 529 -> 336100;
            default -> trouble.status() < 500 ? 336003 : 336000;
        };
    }

    /** An answer as events, each with the tokens so far. */
    private static final class ErnieRecital implements Recital {

        private final ErnieVoice voice;
        private final Script script;
        private final Head head;
        private final Events events;
        private int sentences;
        private int tokens;

        ErnieRecital(ErnieVoice voice, Script script, Head head, Events events) {
            this.voice = voice;
            this.script = script;
            this.head = head;
            this.events = events;
        }

        @Override
        public void begin() {
            // The first word is the first that is heard of the answer.
        }

        /** Counted, but kept to itself. */
        @Override
        public void thought(String text) {
            tokens++;
        }

        @Override
        public void word(String text) throws IOException {
            tokens++;
            event(text, false);
        }

        /** Counted; the call comes whole with the last event. */
        @Override
        public void argument(Beat.Argument argument) {
            tokens++;
        }

        @Override
        public void end() throws IOException {
            event("", true);
        }

        @Override
        public void interrupt() throws IOException {
            events.event(json -> voice.trouble(voice.interruption(), json));
        }

        private void event(String text, boolean last) throws IOException {
            events.event(json -> {
                json.writeStartObject();
                ErnieVoice.head(head, json);
                json.writeNumberField("sentence_id", sentences);
                json.writeBooleanField("is_end", last);
                rest(script, text, last, Usage.of(script.usage().promptTokens(), tokens), json);
                json.writeEndObject();
            });
            sentences++;
        }
    }
}
