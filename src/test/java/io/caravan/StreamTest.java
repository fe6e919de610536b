package io.caravan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.upstream.Vendor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class StreamTest extends GatewayTest {

    private static final String HOSTILE = "Grüße 🐫, he said \"no\"\n\ndata: {\"choices\":[]}\r\n日本語";

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void answer_isAnEventStreamWithoutALength(Vendor vendor) throws Exception {
        UPSTREAM.always(connection -> connection.stream(vendor.stream("Hi")));
        for (String path : List.of("/llm/generate", "/v1/chat/completions")) {
            HttpResponse<String> answer = post(path, streamed(vendor));
            HttpHeaders headers = answer.headers();

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(headers.firstValue("content-type").orElse("")).startsWith("text/event-stream");
            assertThat(headers.firstValue("cache-control")).hasValue("no-cache");
            assertThat(headers.firstValue("content-length")).isEmpty();
            assertThat(headers.firstValue("x-request-id")).isPresent();
            assertThat(UPSTREAM.lastRequest().path()).isEqualTo(vendor.path(true));
        }
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void chunks_haveOneHeadAndTheRoleFirstAndTheReasonLast(Vendor vendor) throws Exception {
        UPSTREAM.next(connection -> connection.stream(vendor.stream("Hi", " there")));
        List<JsonNode> chunks = chunks(post("/llm/generate", streamed(vendor)).body());

        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(names(chunk)).startsWith("id", "object", "created", "model", "choices");
            assertThat(names(chunk)).doesNotContain("usage");
            assertThat(names(chunk.at("/choices/0"))).containsExactly("index", "delta", "finish_reason");
            assertThat(chunk.path("object").textValue()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.at("/choices/0/index").intValue()).isZero();
        });
        for (String shared : List.of("id", "created", "model")) {
            assertThat(chunks)
                    .extracting(chunk -> chunk.path(shared))
                    .containsOnly(chunks.getFirst().path(shared));
        }
        assertThat(chunks.getFirst().at("/choices/0/delta"))
                .isEqualTo(json("{\"role\":\"assistant\",\"content\":\"\"}"));
        assertThat(chunks.stream().skip(1))
                .noneMatch(chunk -> chunk.at("/choices/0/delta").has("role"));
        assertThat(chunks)
                .extracting(chunk -> chunk.at("/choices/0/finish_reason").textValue())
                .containsExactly(null, null, null, "stop");
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void stream_endsWithOneDone(Vendor vendor) throws Exception {
        UPSTREAM.next(connection -> connection.stream(vendor.stream("Hi")));
        String stream = post("/llm/generate", streamed(vendor)).body();

        assertThat(stream).endsWith("\n\ndata: [DONE]\n\n").containsOnlyOnce("[DONE]");
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void usage_isShownInAChunkOfItsOwnIfAskedFor(Vendor vendor) throws Exception {
        UPSTREAM.next(connection -> connection.stream(vendor.stream("Hi")));
        String asking = chat(vendor.model(), ",\"stream\":true,\"stream_options\":{\"include_usage\":true}");
        List<JsonNode> chunks = chunks(post("/v1/chat/completions", asking).body());

        assertThat(chunks).allMatch(chunk -> chunk.has("usage"));
        assertThat(chunks.subList(0, chunks.size() - 1)).allSatisfy(chunk -> {
            assertThat(chunk.path("usage").isNull()).isTrue();
            assertThat(chunk.path("choices")).hasSize(1);
        });
        assertThat(chunks.getLast().path("choices")).isEqualTo(json("[]"));
        assertThat(chunks.getLast().at("/usage/prompt_tokens").intValue()).isEqualTo(9);
        assertThat(chunks.getLast().at("/usage/completion_tokens").intValue()).isEqualTo(4);
        assertThat(chunks.getLast().at("/usage/total_tokens").intValue()).isEqualTo(13);
    }

    @Test
    void usage_isAlwaysAskedForUpstream() throws Exception {
        for (String more : List.of("", ",\"stream_options\":{\"include_usage\":false}")) {
            UPSTREAM.next(connection -> connection.stream(Vendor.OPENAI.stream("Hi")));
            String stream = post("/llm/generate", chat("openai/gpt-4o", ",\"stream\":true" + more))
                    .body();

            JsonNode sent = json(UPSTREAM.lastRequest().body());
            assertThat(sent.path("stream").booleanValue()).isTrue();
            assertThat(sent.at("/stream_options/include_usage").booleanValue()).isTrue();
            assertThat(stream).doesNotContain("usage");
        }
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void text_arrivesAsItIsProduced(Vendor vendor) throws Exception {
        CompletableFuture<Void> heard = new CompletableFuture<>();
        UPSTREAM.next(connection -> {
            connection.startStream();
            connection.send(vendor.start() + vendor.piece("first"));
            heard.get(10, TimeUnit.SECONDS);
            connection.send(vendor.piece("second") + vendor.end());
            connection.endStream();
        });
        try (BufferedReader stream = open(streamed(vendor))) {
            assertThat(until(stream, "first")).doesNotContain("second");
            heard.complete(null);
            assertThat(until(stream, "[DONE]")).contains("second");
        }
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void silence_isBridgedByPings(Vendor vendor) throws Exception {
        CompletableFuture<Void> pinged = new CompletableFuture<>();
        UPSTREAM.next(connection -> {
            connection.startStream();
            connection.send(vendor.start() + vendor.piece("first"));
            pinged.get(10, TimeUnit.SECONDS);
            connection.send(vendor.piece("second") + vendor.end());
            connection.endStream();
        });
        try (BufferedReader stream = open(streamed(vendor))) {
            until(stream, "first");
            assertThat(until(stream, ": ping")).doesNotContain("data:");
            pinged.complete(null);
            assertThat(text(chunks(until(stream, "[DONE]")))).isEqualTo("second");
        }
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void anyCharacters_surviveSingleBytes(Vendor vendor) throws Exception {
        UPSTREAM.next(connection -> {
            connection.startStream();
            connection.sendByteByByte(vendor.stream("Grüße 🐫", HOSTILE));
            connection.endStream();
        });

        assertThat(text(chunks(post("/llm/generate", streamed(vendor)).body()))).isEqualTo("Grüße 🐫" + HOSTILE);
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void otherLineEndsAndComments_makeNoDifference(Vendor vendor) throws Exception {
        String events = vendor.stream("Hi", " there");
        for (String lineEnd : List.of("\n", "\r\n", "\r")) {
            String other = (": keep-alive\n\n" + events.replace("\n\n", "\n\n: keep-alive\n\n")).replace("\n", lineEnd);
            UPSTREAM.next(connection -> connection.stream(other));
            String stream = post("/llm/generate", streamed(vendor)).body();

            assertThat(text(chunks(stream))).isEqualTo("Hi there");
            assertThat(stream).endsWith("data: [DONE]\n\n");
        }
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void lastEventWithoutItsBlankLine_stillCounts(Vendor vendor) throws Exception {
        UPSTREAM.next(connection -> connection.stream(vendor.stream("Hi").stripTrailing()));

        assertThat(post("/llm/generate", streamed(vendor)).body()).endsWith("data: [DONE]\n\n");
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void wholeAnswerInsteadOfAStream_isStreamed(Vendor vendor) throws Exception {
        UPSTREAM.next(connection -> connection.json(200, vendor.answer("Hi")));
        String stream = post("/llm/generate", streamed(vendor)).body();

        assertThat(text(chunks(stream))).isEqualTo("Hi");
        assertThat(chunks(stream).getLast().at("/choices/0/finish_reason").textValue())
                .isEqualTo("stop");
        assertThat(stream).endsWith("data: [DONE]\n\n");
    }

    private BufferedReader open(String body) throws Exception {
        HttpResponse<InputStream> answer =
                HTTP.send(request("/llm/generate", body), HttpResponse.BodyHandlers.ofInputStream());
        return new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
    }

    /** The lines up to one that holds the mark. */
    private static String until(BufferedReader stream, String mark) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String line = stream.readLine(); line != null; line = stream.readLine()) {
            lines.append(line).append('\n');
            if (line.contains(mark)) {
                return lines.toString();
            }
        }
        throw new IOException("the stream ended without " + mark + ": " + lines);
    }

    private static String streamed(Vendor vendor) {
        return chat(vendor.model(), ",\"stream\":true");
    }

    private static List<JsonNode> chunks(String stream) {
        return data(stream).stream()
                .filter(data -> !data.equals("[DONE]"))
                .map(GatewayTest::json)
                .toList();
    }

    private static String text(List<JsonNode> chunks) {
        StringBuilder text = new StringBuilder();
        chunks.forEach(chunk -> text.append(chunk.at("/choices/0/delta/content").asText()));
        return text.toString();
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
