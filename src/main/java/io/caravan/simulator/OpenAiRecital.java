package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import io.caravan.chat.ChatStream.Head;
import java.io.IOException;
import java.util.Optional;

/** An answer as OpenAI's {@code chat.completion.chunk} events. */
final class OpenAiRecital implements Recital {

    private final OpenAiVoice voice;
    private final Script script;
    private final Head head;
    private final Events events;
    private final boolean usage;

    /**
     * @param usage whether the usage is told: each chunk then has a null, the last one the sums
     */
    OpenAiRecital(OpenAiVoice voice, Script script, Head head, Events events, boolean usage) {
        this.voice = voice;
        this.script = script;
        this.head = head;
        this.events = events;
        this.usage = usage;
    }

    @Override
    public void begin() throws IOException {
        if (voice.azure()) {
            events.event(OpenAiRecital::promptFilters);
        }
        chunk(
                delta -> {
                    delta.writeStringField("role", "assistant");
                    delta.writeStringField("content", script.calls().isEmpty() ? "" : null);
                    delta.writeNullField("refusal");
                },
                Optional.empty());
    }

    @Override
    public void thought(String text) throws IOException {
        chunk(delta -> delta.writeStringField("reasoning_content", text), Optional.empty());
    }

    @Override
    public void word(String text) throws IOException {
        chunk(delta -> delta.writeStringField("content", text), Optional.empty());
    }

    @Override
    public void argument(Beat.Argument argument) throws IOException {
        if (argument.first()) {
            call(argument.call(), json -> OpenAiVoice.call(argument.call(), "", head, json));
        }
        call(argument.call(), json -> {
            json.writeObjectFieldStart("function");
            json.writeStringField("arguments", argument.text());
            json.writeEndObject();
        });
    }

    private void call(Script.Call call, Events.Content members) throws IOException {
        chunk(
                delta -> {
                    delta.writeArrayFieldStart("tool_calls");
                    delta.writeStartObject();
                    delta.writeNumberField("index", call.index());
                    members.write(delta);
                    delta.writeEndObject();
                    delta.writeEndArray();
                },
                Optional.empty());
    }

    @Override
    public void end() throws IOException {
        chunk(_ -> {}, Optional.of(script.finish().wireName()));
        if (usage) {
            events.event(this::sums);
        }
        events.text("[DONE]");
    }

    @Override
    public void interrupt() throws IOException {
        events.event(json -> voice.trouble(voice.interruption(), json));
    }

    private void chunk(Events.Content delta, Optional<String> finish) throws IOException {
        events.event(json -> {
            start(json);
            json.writeStartObject();
            json.writeNumberField("index", 0);
            json.writeObjectFieldStart("delta");
            delta.write(json);
            json.writeEndObject();
            json.writeNullField("logprobs");
            json.writeStringField("finish_reason", finish.orElse(null));
            if (voice.azure()) {
                OpenAiVoice.filters(json);
            }
            json.writeEndObject();
            json.writeEndArray();
            if (usage) {
                json.writeNullField("usage");
            }
            json.writeEndObject();
        });
    }

    /** The chunk with which Azure begins, of no id and no model. */
    private static void promptFilters(JsonGenerator json) throws IOException {
        json.writeStartObject();
        OpenAiVoice.head(new Head("", 0, ""), "", json);
        json.writeArrayFieldStart("choices");
        json.writeEndArray();
        OpenAiVoice.promptFilters(json);
        json.writeEndObject();
    }

    private void sums(JsonGenerator json) throws IOException {
        start(json);
        json.writeEndArray();
        OpenAiVoice.usage(script.usage(), json);
        json.writeEndObject();
    }

    private void start(JsonGenerator json) throws IOException {
        json.writeStartObject();
        OpenAiVoice.head(head, "chat.completion.chunk", json);
        json.writeStringField("service_tier", "default");
        json.writeStringField("system_fingerprint", "fp_simulator");
        json.writeArrayFieldStart("choices");
    }
}
