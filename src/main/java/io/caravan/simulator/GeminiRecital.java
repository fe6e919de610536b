package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import io.caravan.chat.ChatStream.Head;
import java.io.IOException;

/** An answer as Gemini's responses, one after the other, each with the tokens so far. */
final class GeminiRecital implements Recital {

    private final GeminiVoice voice;
    private final Script script;
    private final Head head;
    private final Events events;
    private int thoughts;
    private int words;

    GeminiRecital(GeminiVoice voice, Script script, Head head, Events events) {
        this.voice = voice;
        this.script = script;
        this.head = head;
        this.events = events;
    }

    @Override
    public void begin() {
        // The first word is the first that is heard of the answer.
    }

    @Override
    public void thought(String text) throws IOException {
        thoughts++;
        response(json -> GeminiVoice.part(text, true, json), false);
    }

    @Override
    public void word(String text) throws IOException {
        words++;
        response(json -> GeminiVoice.part(text, false, json), false);
    }

    /** Counts the pieces and tells the call with its last, for Gemini tells calls whole. */
    @Override
    public void argument(Beat.Argument argument) throws IOException {
        words++;
        if (argument.completes()) {
            response(json -> GeminiVoice.call(argument.call(), head, json), false);
        }
    }

    @Override
    public void end() throws IOException {
        response(json -> GeminiVoice.part("", false, json), true);
        events.end();
    }

    @Override
    public void interrupt() throws IOException {
        events.event(json -> voice.trouble(voice.interruption(), json));
        events.end();
    }

    private void response(Events.Content part, boolean last) throws IOException {
        events.event(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("candidates");
            candidate(part, last, json);
            json.writeEndArray();
            GeminiVoice.usage(script, thoughts, words, json);
            GeminiVoice.foot(head, json);
            json.writeEndObject();
        });
    }

    private void candidate(Events.Content part, boolean last, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("content");
        json.writeArrayFieldStart("parts");
        part.write(json);
        json.writeEndArray();
        json.writeStringField("role", "model");
        json.writeEndObject();
        if (last) {
            json.writeStringField("finishReason", GeminiVoice.reason(script));
        }
        json.writeNumberField("index", 0);
        json.writeEndObject();
    }
}
