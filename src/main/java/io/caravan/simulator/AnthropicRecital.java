package io.caravan.simulator;

import io.caravan.chat.ChatStream.Head;
import java.io.IOException;

/** An answer as Anthropic's message events: blocks that start, grow and stop. */
final class AnthropicRecital implements Recital {

    /** The block that is open. */
    private enum Block {
        NONE,
        THINKING,
        TEXT,
        TOOL
    }

    private final AnthropicVoice voice;
    private final Script script;
    private final Head head;
    private final Events events;
    private Block block = Block.NONE;
    private int index = -1;

    AnthropicRecital(AnthropicVoice voice, Script script, Head head, Events events) {
        this.voice = voice;
        this.script = script;
        this.head = head;
        this.events = events;
    }

    @Override
    public void begin() throws IOException {
        event("message_start", json -> {
            json.writeObjectFieldStart("message");
            AnthropicVoice.head(head, json);
            json.writeArrayFieldStart("content");
            json.writeEndArray();
            json.writeNullField("stop_reason");
            json.writeNullField("stop_sequence");
            json.writeObjectFieldStart("usage");
            AnthropicVoice.input(script.usage(), json);
            json.writeNumberField("output_tokens", 1);
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    @Override
    public void thought(String text) throws IOException {
        open(Block.THINKING, json -> AnthropicBlocks.thinking("", "", json));
        delta("thinking_delta", "thinking", text);
    }

    @Override
    public void word(String text) throws IOException {
        open(Block.TEXT, json -> AnthropicBlocks.text("", json));
        delta("text_delta", "text", text);
    }

    @Override
    public void argument(Beat.Argument argument) throws IOException {
        if (argument.first()) {
            close();
            open(Block.TOOL, json -> AnthropicBlocks.toolUse(argument.call(), "{}", head, json));
            delta("input_json_delta", "partial_json", "");
        }
        delta("input_json_delta", "partial_json", argument.text());
    }

    @Override
    public void end() throws IOException {
        close();
        event("message_delta", json -> {
            json.writeObjectFieldStart("delta");
            AnthropicVoice.stop(script, json);
            json.writeEndObject();
            json.writeObjectFieldStart("usage");
            AnthropicVoice.output(script.usage(), json);
            json.writeEndObject();
        });
        event("message_stop", _ -> {});
    }

    @Override
    public void interrupt() throws IOException {
        events.event("error", json -> voice.trouble(voice.interruption(), json));
    }

    private void open(Block wanted, Events.Content empty) throws IOException {
        if (block == wanted) {
            return;
        }
        close();
        block = wanted;
        index++;
        indexed("content_block_start", json -> {
            json.writeFieldName("content_block");
            empty.write(json);
        });
        if (index == 0) {
            event("ping", _ -> {});
        }
    }

    private void close() throws IOException {
        if (block == Block.THINKING) {
            delta("signature_delta", "signature", Signature.of(script.thought()));
        }
        if (block != Block.NONE) {
            indexed("content_block_stop", _ -> {});
        }
        block = Block.NONE;
    }

    private void delta(String type, String member, String text) throws IOException {
        indexed("content_block_delta", json -> {
            json.writeObjectFieldStart("delta");
            json.writeStringField("type", type);
            json.writeStringField(member, text);
            json.writeEndObject();
        });
    }

    private void indexed(String type, Events.Content rest) throws IOException {
        event(type, json -> {
            json.writeNumberField("index", index);
            rest.write(json);
        });
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
