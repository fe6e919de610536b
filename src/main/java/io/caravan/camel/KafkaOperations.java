package io.caravan.camel;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.chat.Cost;
import io.caravan.chat.Usage;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.client.ChatEvents;
import io.caravan.client.EventData;
import io.caravan.client.EventForm;
import io.caravan.embedding.json.EmbeddingRequestReader;
import io.caravan.error.ErrorCode;
import io.caravan.error.ErrorForm;
import io.caravan.error.GatewayException;
import io.caravan.invoke.InvokeTransformer;
import io.caravan.kafka.Operation;
import io.caravan.provider.GatheredStream;
import io.caravan.provider.RoutedRequest;
import io.caravan.settings.CaravanSettings;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** What requests by Kafka say and get, which is the same as by HTTP. */
@Component
@WithKafka
public class KafkaOperations {

    private static final String OPERATION = "operation";

    private final ObjectMapper json;
    private final InvokeTransformer invoke;
    private final Replies replies;
    private final int longest;

    public KafkaOperations(ObjectMapper json, InvokeTransformer invoke, Replies replies, CaravanSettings settings) {
        this.json = json;
        this.invoke = invoke;
        this.replies = replies;
        this.longest = Math.toIntExact(settings.limits().answer().toBytes());
    }

    /** The canonical request in the message's bytes; what it asks for is told in them unless it was told before. */
    public Object request(Exchange exchange) throws IOException {
        JsonNode body = parse(exchange.getMessage().getBody(byte[].class));
        if (body instanceof ObjectNode object && object.has(OPERATION)) {
            JsonNode told = object.remove(OPERATION);
            if (exchange.getVariable(OPERATION) == null) {
                ExchangeVariables.OPERATION.set(exchange, Operation.named(told.asText()));
            }
        }
        return switch (ExchangeVariables.operation(exchange)) {
            case GENERATE -> ChatRequestReader.read(body);
            case INVOKE -> invoke.invoke(body);
            case CHAT -> invoke.chat(body);
            case EMBEDDINGS -> EmbeddingRequestReader.read(body);
        };
    }

    private JsonNode parse(byte[] bytes) throws IOException {
        try (JsonParser parser = json.createParser(bytes)) {
            JsonNode body = parser.readValueAsTree();
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "something follows the end of the request");
            }
            return body;
        }
    }

    /** The JSON of a whole answer; a streamed one goes out piece by piece before that. */
    public byte[] answer(Exchange exchange) throws IOException {
        if (exchange.getMessage().getBody() instanceof ChatStream stream) {
            exchange.getMessage().setBody(streamed(exchange, stream));
        }
        if (exchange.getMessage().getBody() instanceof ChatResponse response && fragments(exchange)) {
            return json.writeValueAsBytes(invoke.response(asked(exchange), response));
        }
        replies.reasoningOnTop(exchange);
        return json.writeValueAsBytes(exchange.getMessage().getBody());
    }

    private ChatResponse streamed(Exchange exchange, ChatStream stream) throws IOException {
        try (GatheredStream gathered = new GatheredStream(
                stream, longest, () -> new GatewayException(ErrorCode.BAD_ANSWER, "the answer is too long"))) {
            new EventData(ExchangeVariables.chunks(exchange).orElseThrow()).of(gathered, form(exchange, stream));
            ChatResponse whole = gathered.whole();
            whole.usage()
                    .flatMap(Usage::cost)
                    .map(Cost::toString)
                    .ifPresent(cost -> exchange.getMessage().setHeader("Caravan-Cost", cost));
            return whole;
        }
    }

    private EventForm form(Exchange exchange, ChatStream stream) {
        ChatRequest chat = asked(exchange);
        return fragments(exchange)
                ? invoke.events(chat, stream.head())
                : new ChatEvents(stream.head(), chat.wantsUsage(), ErrorForm.GATEWAY, json);
    }

    private static boolean fragments(Exchange exchange) {
        Operation operation = ExchangeVariables.operation(exchange);
        return operation == Operation.INVOKE || operation == Operation.CHAT;
    }

    private static ChatRequest asked(Exchange exchange) {
        return ((RoutedRequest) ExchangeVariables.routed(exchange).orElseThrow()).chat();
    }
}
