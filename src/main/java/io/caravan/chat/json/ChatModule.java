package io.caravan.chat.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.NullNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ChatResponse;
import java.io.IOException;

/** Teaches Jackson the JSON form of the canonical types. */
public final class ChatModule extends SimpleModule {

    public ChatModule() {
        super("caravan-chat");
        addDeserializer(ChatRequest.class, new JsonDeserializer<>() {
            @Override
            public ChatRequest deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                JsonNode body = parser.readValueAsTree();
                if (parser.nextToken() != null) {
                    throw new JsonParseException(parser, "something follows the end of the request");
                }
                return ChatRequestReader.read(body);
            }

            @Override
            public ChatRequest getNullValue(DeserializationContext context) {
                return ChatRequestReader.read(NullNode.getInstance());
            }
        });
        addSerializer(ChatResponse.class, new ChatResponseWriter());
    }
}
