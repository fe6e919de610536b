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
        response(text, true, false);
    }

    @Override
    public void word(String text) throws IOException {
        words++;
        response(text, false, false);
    }

    @Override
    public void end() throws IOException {
        response("", false, true);
        events.end();
    }

    @Override
    public void interrupt() throws IOException {
        events.event(json -> voice.trouble(voice.interruption(), json));
        events.end();
    }

    private void response(String text, boolean thought, boolean last) throws IOException {
        events.event(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("candidates");
            candidate(text, thought, last, json);
            json.writeEndArray();
            GeminiVoice.usage(script, thoughts, words, json);
            GeminiVoice.foot(head, json);
            json.writeEndObject();
        });
    }

    private void candidate(String text, boolean thought, boolean last, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("content");
        json.writeArrayFieldStart("parts");
        GeminiVoice.part(text, thought, json);
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
