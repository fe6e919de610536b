package io.caravan.chat.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Delta;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import java.io.IOException;

/** Writes the chunks of one stream as OpenAI's {@code chat.completion.chunk}, all with the same head. */
public final class ChatChunkWriter {

    private final JsonGenerator json;
    private final ChatStream.Head head;
    private final boolean showsUsage;

    /**
     * @param showsUsage whether the caller asked for usage: each chunk then has a null, the last one the sums
     */
    public ChatChunkWriter(JsonGenerator json, ChatStream.Head head, boolean showsUsage) {
        this.json = json;
        this.head = head;
        this.showsUsage = showsUsage;
    }

    /** Writes a chunk with choices. */
    public void write(ChatChunk chunk) throws IOException {
        start();
        json.writeArrayFieldStart("choices");
        for (ChatChunk.Choice choice : chunk.choices()) {
            choice(choice);
        }
        json.writeEndArray();
        if (showsUsage) {
            json.writeNullField("usage");
        }
        ChatJson.extras(json, chunk.extras());
        end();
    }

    /** Writes the chunk without choices that tells the usage of the whole stream. */
    public void write(Usage usage) throws IOException {
        start();
        json.writeArrayFieldStart("choices");
        json.writeEndArray();
        ChatJson.usage(json, usage);
        end();
    }

    private void start() throws IOException {
        json.writeStartObject();
        json.writeStringField("id", head.id());
        json.writeStringField("object", "chat.completion.chunk");
        json.writeNumberField("created", head.created());
        json.writeStringField("model", head.model());
    }

    private void end() throws IOException {
        json.writeEndObject();
        json.flush();
    }

    private void choice(ChatChunk.Choice choice) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", choice.index());
        json.writeObjectFieldStart("delta");
        delta(choice.delta());
        json.writeEndObject();
        if (choice.logprobs().isPresent()) {
            json.writeFieldName("logprobs");
            json.writeTree(choice.logprobs().get());
        }
        json.writeStringField(
                "finish_reason",
                choice.finishReason().map(FinishReason::wireName).orElse(null));
        json.writeEndObject();
    }

    private void delta(Delta delta) throws IOException {
        if (delta.role().isPresent()) {
            json.writeStringField("role", delta.role().get().wireName());
        }
        if (delta.content().isPresent()) {
            json.writeStringField("content", delta.content().get());
        }
        if (delta.refusal().isPresent()) {
            json.writeStringField("refusal", delta.refusal().get());
        }
        if (delta.reasoning().isPresent()) {
            json.writeStringField("reasoning_content", delta.reasoning().get());
        }
        ChatJson.thinkingBlocks(json, delta.thinkingBlocks());
        ChatJson.toolCallDeltas(json, delta.toolCalls());
        ChatJson.extras(json, delta.extras());
    }
}
