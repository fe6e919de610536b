package io.caravan.usage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.anthropic.AnthropicTransformer;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.Usage;
import io.caravan.chat.json.ChatRequestReader;
import io.caravan.gemini.GeminiTransformer;
import io.caravan.model.Catalogue;
import io.caravan.openai.OpenAiTransformer;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.StreamTransformer;
import io.caravan.provider.Transformer;
import io.caravan.sse.ServerSentEvent;
import io.caravan.sse.SseReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What callers are charged for answers that tell their usage in the words of some provider. */
final class Till {

    /** One for all tests, for its vocabulary is long. */
    static final Tokenizer TOKENIZER = new Tokenizer();

    static final JsonMapper JSON = new JsonMapper();
    static final String VERSION = "2026-10-31+money-1";

    private static final String PRICES = """
        # version: money-1
        provider,model,currency,input_per_mtok,output_per_mtok,cached_input_per_mtok,cache_write_per_mtok,\
        cache_write_hour_per_mtok,tier_above_tokens,input_above_tier,output_above_tier,batch_discount
        ,money,USD,3,15,0.3,3.75,6,200000,6,22.5,0.5
        ,yuan,CNY,0.15,0.6,,,,,,,
        ,free,USD,0,0,,,,,,,
        ,deaf,USD,0.02,,,,,,,,
        """;

    private final Catalogue catalogue = catalogue();
    private final Estimates estimates = new Estimates(TOKENIZER);
    final Pricing pricing = new Pricing(() -> catalogue);
    final Billing billing = new Billing(estimates, pricing);
    final Forecasts forecasts = new Forecasts(() -> catalogue, estimates, pricing);

    private static Catalogue catalogue() {
        try {
            Path file = Files.createTempFile("money", ".csv");
            Files.writeString(file, PRICES);
            Catalogue catalogue = Catalogue.read(Optional.of(file));
            Files.delete(file);
            return catalogue;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(text, wrong);
        }
    }

    /** A request of one message, to that provider and model. */
    static RoutedRequest routed(String provider, String model, String more) {
        JsonNode request = json("""
            {"model": "%s/%s", "messages": [{"role": "user", "content": "Hello"}]%s}\
            """.formatted(provider, model, more));
        return new RoutedRequest(ChatRequestReader.read(request), provider(provider), model);
    }

    private static Provider provider(String id) {
        return new Provider(
                id, List.of(), List.of(), List.of(), Optional.of("k"), false, "http://localhost", Quirks.NONE);
    }

    /** The usage of a whole answer, with its cost. */
    Usage whole(String provider, String model, JsonNode usage) {
        RoutedRequest routed = routed(provider, model, "");
        JsonNode body = json(
                switch (provider) {
                    case "anthropic" -> """
                        {"type": "message", "content": [{"type": "text", "text": "Hi"}], "stop_reason": "end_turn",
                         "usage": %s}\
                        """.formatted(usage);
                    case "gemini" -> """
                        {"candidates": [{"content": {"parts": [{"text": "Hi"}]}, "finishReason": "STOP"}],
                         "usageMetadata": %s}\
                        """.formatted(usage);
                    default -> """
                        {"choices": [{"message": {"content": "Hi"}, "finish_reason": "stop"}], "usage": %s%s}\
                        """.formatted(usage, tier(usage));
                });
        return billing.bill(routed, transformer(provider).response(routed, body))
                .usage()
                .orElseThrow();
    }

    /** The usage of a streamed answer, with its cost. */
    Usage streamed(String provider, String model, JsonNode usage) {
        RoutedRequest routed = routed(provider, model, "");
        List<ChatChunk> chunks = chunks(
                transformer(provider).stream(routed),
                switch (provider) {
                    case "anthropic" -> anthropic((ObjectNode) usage);
                    case "gemini" -> gemini(usage);
                    default -> openai(usage);
                });
        List<Usage> told = new ArrayList<>();
        try (var stream = new MeteredStream(new ScriptedStream(chunks), routed, billing, (_, _) -> {})) {
            for (var chunk = stream.next(); chunk.isPresent(); chunk = stream.next()) {
                chunk.get().usage().ifPresent(told::add);
            }
        }
        return told.getLast();
    }

    private static Transformer transformer(String provider) {
        InstantSource clock = InstantSource.system();
        return switch (provider) {
            case "anthropic" -> new AnthropicTransformer(JSON, clock);
            case "gemini" -> new GeminiTransformer(JSON, clock);
            default -> new OpenAiTransformer(JSON, clock);
        };
    }

    private static String openai(JsonNode usage) {
        return """
            data: {"choices":[{"index":0,"delta":{"content":"Hi"}}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]%s}

            data: {"choices":[],"usage":%s}

            data: [DONE]

            """.formatted(tier(usage), usage);
    }

    /** OpenAI tells the tier beside the usage; the samples have it inside. */
    private static String tier(JsonNode usage) {
        return usage.has("service_tier") ? ",\"service_tier\":" + usage.path("service_tier") : "";
    }

    /** The beginning tells what went in, and the end what came out. */
    private static String anthropic(ObjectNode usage) {
        ObjectNode start = usage.deepCopy().put("output_tokens", 1);
        ObjectNode end = JSON.createObjectNode().set("output_tokens", usage.path("output_tokens"));
        return """
            data: {"type":"message_start","message":{"id":"msg_1","model":"m","content":[],"usage":%s}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}

            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":%s}

            data: {"type":"message_stop"}

            """.formatted(start, end);
    }

    /** Every event tells the usage. */
    private static String gemini(JsonNode usage) {
        return """
            data: {"candidates":[{"content":{"parts":[{"text":"Hi"}]}}],"usageMetadata":%1$s}

            data: {"candidates":[{"content":{"parts":[{"text":""}]},"finishReason":"STOP"}],"usageMetadata":%1$s}

            """.formatted(usage);
    }

    private static List<ChatChunk> chunks(StreamTransformer stream, String events) {
        List<ChatChunk> chunks = new ArrayList<>();
        SseReader reader = new SseReader(new ByteArrayInputStream(events.getBytes(UTF_8)), 65_536);
        try {
            for (Optional<ServerSentEvent> event = reader.next(); event.isPresent(); event = reader.next()) {
                stream.accept(event.get(), chunks::add);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        stream.inputEnded(chunks::add);
        return chunks;
    }
}
