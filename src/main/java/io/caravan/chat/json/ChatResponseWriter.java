package io.caravan.chat.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.FinishReason;
import java.io.IOException;

/** Writes a {@link ChatResponse} as OpenAI's {@code chat.completion}. */
public final class ChatResponseWriter extends JsonSerializer<ChatResponse> {

    @Override
    public void serialize(ChatResponse response, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", response.id());
        json.writeStringField("object", "chat.completion");
        json.writeNumberField("created", response.created());
        json.writeStringField("model", response.model());
        json.writeArrayFieldStart("choices");
        for (ChatResponse.Choice choice : response.choices()) {
            choice(json, choice);
        }
        json.writeEndArray();
        if (response.usage().isPresent()) {
            ChatJson.usage(json, response.usage().get());
        }
        ChatJson.extras(json, response.extras());
        json.writeEndObject();
    }

    private static void choice(JsonGenerator json, ChatResponse.Choice choice) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", choice.index());
        json.writeObjectFieldStart("message");
        message(json, choice.message());
        json.writeEndObject();
        json.writeFieldName("logprobs");
        if (choice.logprobs().isPresent()) {
            json.writeTree(choice.logprobs().get());
        } else {
            json.writeNull();
        }
        json.writeStringField(
                "finish_reason",
                choice.finishReason().map(FinishReason::wireName).orElse(null));
        json.writeEndObject();
    }

    private static void message(JsonGenerator json, AssistantMessage message) throws IOException {
        json.writeStringField("role", "assistant");
        json.writeStringField("content", message.content().orElse(""));
        json.writeStringField("refusal", message.refusal().orElse(null));
        if (message.reasoning().isPresent()) {
            json.writeStringField("reasoning_content", message.reasoning().get());
        }
        ChatJson.thinkingBlocks(json, message.thinkingBlocks());
        ChatJson.toolCalls(json, message.toolCalls());
        ChatJson.extras(json, message.extras());
    }
}
