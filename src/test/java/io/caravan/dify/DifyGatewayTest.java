package io.caravan.dify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.GatewayTest;
import io.caravan.upstream.Connection;
import io.caravan.upstream.ScriptedUpstream.Recorded;
import io.caravan.upstream.Vendor;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Apps of Dify's behind the whole gateway. */
@Timeout(20)
class DifyGatewayTest extends GatewayTest {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final String PICTURE =
            "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,aGkh\"}}";

    @Test
    void appThatOnlyStreams_answersWhoeverWaitsForAllOfIt() throws Exception {
        UPSTREAM.next(connection -> connection.stream(Vendor.DIFY.stream("Hel", "lo")));
        HttpResponse<String> answer = post("/v1/chat/completions", chat("dify", ",\"temperature\":0.5"));
        JsonNode body = json(answer.body());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("caravan-dropped-params")).hasValue("temperature");
        assertThat(body.at("/choices/0/message/content").textValue()).isEqualTo("Hello");
        assertThat(body.at("/choices/0/message/provider_specific_fields"))
                .isEqualTo(json("{\"conversation_id\":\"c-1\",\"message_id\":\"m-1\"}"));
        assertThat(body.at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
        assertThat(body.at("/usage/total_tokens").intValue()).isEqualTo(13);
        assertThat(json(UPSTREAM.lastRequest().body()).path("response_mode").textValue())
                .isEqualTo("streaming");
    }

    @Test
    void streamThatBreaksOff_isAnErrorForWhoeverWaitsForAllOfIt() throws Exception {
        UPSTREAM.next(connection -> connection.stream(Vendor.DIFY.start(), Vendor.DIFY.piece("Hi")));
        HttpResponse<String> answer = post("/llm/generate", chat("dify/support"));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(json(answer.body()).at("/error/type").textValue()).isEqualTo("APIConnectionError");
        assertThat(UPSTREAM.requests()).hasSize(1);
    }

    @Test
    void filesOfAQuestion_areUploadedFirst() throws Exception {
        UPSTREAM.next(connection -> connection.json(201, "{\"id\":\"f-1\"}"));
        UPSTREAM.next(connection -> connection.json(201, "{\"id\":\"f-2\"}"));
        UPSTREAM.next(connection -> connection.json(200, Vendor.DIFY.answer("Two pictures")));
        HttpResponse<String> answer = post("/llm/generate", question(PICTURE + "," + PICTURE));

        List<Recorded> requests = UPSTREAM.requests();
        assertThat(json(answer.body()).at("/choices/0/message/content").textValue())
                .isEqualTo("Two pictures");
        assertThat(requests)
                .extracting(Recorded::path)
                .containsExactly("/v1/files/upload", "/v1/files/upload", "/v1/chat-messages");
        assertThat(requests.getFirst().headers())
                .containsAllEntriesOf(Vendor.DIFY.credentials())
                .hasEntrySatisfying("content-type", type -> assertThat(type).startsWith("multipart/form-data; b"));
        assertThat(requests.getFirst().body()).contains("filename=\"image.png\"\r\nContent-Type: image/png\r\n\r\nhi!");
        assertThat(requests.getLast().headers()).containsEntry("content-type", "application/json");
        assertThat(json(requests.getLast().body())).isEqualTo(json("""
            {"query":"What?","inputs":{},"response_mode":"streaming","user":"caravan","files":[\
            {"type":"image","transfer_method":"local_file","upload_file_id":"f-1"},\
            {"type":"image","transfer_method":"local_file","upload_file_id":"f-2"}],"auto_generate_name":false}\
            """));
    }

    @Test
    void fileThatDifyDoesNotTake_isItsError() throws Exception {
        UPSTREAM.next(connection ->
                connection.json(413, "{\"code\":\"file_too_large\",\"message\":\"Too large.\",\"status\":413}"));
        HttpResponse<String> answer = post("/llm/generate", question(PICTURE));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(json(answer.body()).at("/error/message").textValue()).isEqualTo("dify: Too large.");
        assertThat(UPSTREAM.requests()).hasSize(1);
    }

    @Test
    void fileThatIsNone_isRefusedEvenAfterAnother() throws Exception {
        UPSTREAM.always(connection -> connection.json(201, "{\"id\":\"f-1\"}"));
        HttpResponse<String> answer = post("/llm/generate", question(PICTURE + "," + PICTURE.replace("aGkh", "a*b")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(UPSTREAM.requests()).hasSize(1);
    }

    @Test
    void fileThatIsNone_isRefusedBeforeAnyCall() throws Exception {
        for (String url : List.of("data:image/png;base64,a*b", "data:image/png,abc", "ftp://x.example/a")) {
            HttpResponse<String> answer =
                    post("/llm/generate", question(PICTURE.replace("data:image/png;base64,aGkh", url)));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(json(answer.body()).at("/error/fields/0/path").textValue())
                    .isEqualTo("messages.0.content.1");
        }
        assertThat(UPSTREAM.requests()).isEmpty();
    }

    @Test
    void clientThatLeavesAStream_stopsTheApp() throws Exception {
        assertStoppedWhenTheClientLeaves(chat("dify", ",\"stream\":true,\"user\":\"u-7\""));
    }

    @Test
    void clientThatLeavesWhileItWaitsForAllOfIt_stopsTheApp() throws Exception {
        assertStoppedWhenTheClientLeaves(chat("dify", ",\"user\":\"u-7\""));
    }

    private void assertStoppedWhenTheClientLeaves(String question) throws Exception {
        CompletableFuture<Void> started = new CompletableFuture<>();
        UPSTREAM.next(connection -> {
            begin(connection);
            started.complete(null);
            connection.awaitClose(Duration.ofSeconds(10));
        });
        UPSTREAM.next(connection -> connection.json(200, "{\"result\":\"success\"}"));
        try (Socket _ = connect("/llm/generate", question)) {
            started.get(5, TimeUnit.SECONDS);
        }

        assertStopped();
    }

    @Test
    void appThatFallsSilent_isStopped() throws Exception {
        UPSTREAM.next(connection -> {
            begin(connection);
            connection.awaitClose(Duration.ofSeconds(10));
        });
        UPSTREAM.next(connection -> connection.reset());
        HttpResponse<String> answer = post("/llm/generate", chat("dify", ",\"stream\":true,\"user\":\"u-7\""));

        assertThat(answer.body()).contains("\"type\":\"Timeout\"");
        assertStopped();
    }

    private static void begin(Connection connection) throws Exception {
        connection.startStream();
        connection.send(Vendor.DIFY.start() + Vendor.DIFY.piece("Hi"));
    }

    private static void assertStopped() {
        Awaitility.await().atMost(SOON).until(() -> UPSTREAM.requests().size() == 2);
        Recorded stop = UPSTREAM.lastRequest();
        assertThat(stop.method()).isEqualTo("POST");
        assertThat(stop.path()).isEqualTo("/v1/chat-messages/t-1/stop");
        assertThat(stop.headers()).containsAllEntriesOf(Vendor.DIFY.credentials());
        assertThat(json(stop.body())).isEqualTo(json("{\"user\":\"u-7\"}"));
    }

    @Test
    void clientThatStays_stopsNothing() throws Exception {
        UPSTREAM.next(connection -> connection.stream(Vendor.DIFY.stream("Hi")));
        post("/llm/generate", chat("dify", ",\"stream\":true"));

        Awaitility.await().until(() -> calls.size() == 0);
        assertThat(UPSTREAM.requests()).hasSize(1);
    }

    private static String question(String parts) {
        return "{\"model\":\"dify\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"What?\"},"
                + parts + "]}]}";
    }
}
