package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.GatewayTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every wire format over real HTTP. */
class SimulatorHttpTest extends GatewayTest {

    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
    private static final String DIFY = "{\"query\":\"Hi\",\"inputs\":{},\"user\":\"u\"";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/openai/v1/chat/completions         | {\"model\":\"echo\"," + MESSAGES
                        + "}                    | /choices/0/message/content",
                "/anthropic/v1/messages              | {\"model\":\"echo\",\"max_tokens\":9," + MESSAGES
                        + "}   | /content/0/text",
                "/gemini/v1beta/models/echo:generateContent | {\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}   |"
                        + " /candidates/0/content/parts/0/text",
                "/dify/chat-messages                 | " + DIFY
                        + "}                                            | /answer",
                "/cohere/v2/chat                     | {\"model\":\"echo\"," + MESSAGES
                        + "}                    | /message/content/0/text",
                "/azure/openai/deployments/echo/chat/completions?api-version=1 | {" + MESSAGES
                        + "}             | /choices/0/message/content",
                "/azure/openai/v1/chat/completions   | {\"model\":\"echo\"," + MESSAGES
                        + "}                    | /choices/0/message/content",
            })
    void chat_isAnswered(String path, String body, String pointer) throws Exception {
        HttpResponse<String> answer = post(path, body);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).at(pointer).asText()).isEqualTo("Hi");
    }

    @Test
    void ernie_isAnsweredForItsToken() throws Exception {
        HttpResponse<String> token = HTTP.send(
                HttpRequest.newBuilder(
                                at("/ernie/oauth/2.0/token?grant_type=client_credentials&client_id=a&client_secret=b"))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        String path = "/ernie/rpc/2.0/ai_custom/v1/wenxinworkshop/chat/echo?access_token=";
        String good = JSON.readTree(token.body()).path("access_token").asText();
        assertThat(json(post(path + good, "{" + MESSAGES + "}")).path("result").asText())
                .isEqualTo("Hi");
        HttpResponse<String> refused = post(path + "x", "{" + MESSAGES + "}");
        assertThat(refused.statusCode()).isEqualTo(200);
        assertThat(json(refused).path("error_code").asInt()).isEqualTo(110);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/openai/v1/embeddings                       | {\"model\":\"m\",\"input\":\"Hi\",\"dimensions\":2} |"
                        + " /data/0/embedding",
                "/gemini/v1beta/models/m:embedContent        |"
                    + " {\"content\":{\"parts\":[{\"text\":\"Hi\"}]},\"outputDimensionality\":2} | /embedding/values",
                "/gemini/v1beta/models/m:batchEmbedContents  |"
                    + " {\"requests\":[{\"model\":\"models/m\",\"content\":{\"parts\":[{\"text\":\"Hi\"}]},\"outputDimensionality\":2}]}"
                    + " | /embeddings/0/values",
                "/cohere/v2/embed                            |"
                    + " {\"model\":\"m\",\"texts\":[\"Hi\"],\"input_type\":\"classification\",\"output_dimension\":2}"
                    + " | /embeddings/float/0"
            })
    void embeddings_areTheSameEverywhere(String path, String body, String pointer) throws Exception {
        JsonNode vector = json(post(path, body)).at(pointer);
        assertThat(vector).isEqualTo(TestStage.json(text(Vector.of("Hi", 2))));
    }

    @Test
    void difyUpload_isSeenLater() throws Exception {
        String form = String.join(
                "\r\n",
                "--x",
                "Content-Disposition: form-data; name=\"user\"",
                "",
                "u",
                "--x",
                "Content-Disposition: form-data; name=\"file\"; filename=\"a.png\"",
                "Content-Type: image/png",
                "",
                "1234567",
                "--x--",
                "");
        HttpResponse<String> upload = HTTP.send(
                HttpRequest.newBuilder(at("/dify/files/upload"))
                        .header("Authorization", "Bearer app-echo")
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
        assertThat(upload.statusCode()).isEqualTo(201);
        String id = JSON.readTree(upload.body()).path("id").asText();
        String files = ",\"files\":[{\"type\":\"image\",\"transfer_method\":\"local_file\",\"upload_file_id\":\"" + id
                + "\"}]}";
        assertThat(json(post("/dify/chat-messages", DIFY + files))
                        .path("answer")
                        .asText())
                .isEqualTo("I see an image/png of 7 bytes. Hi");
    }

    @Test
    void difyStop_isConfirmed() throws Exception {
        assertThat(post("/dify/chat-messages/t-1/stop", "{\"user\":\"u\"}").body())
                .isEqualTo("{\"result\":\"success\"}");
    }

    private static String text(Vector vector) {
        return "[" + vector.values()[0] + "," + vector.values()[1] + "]";
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at(path))
                .header("Authorization", "Bearer app-echo")
                .header("x-goog-api-key", "any")
                .header("anthropic-version", "2023-06-01")
                .POST(BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + port + "/simulator" + path);
    }
}
