package io.caravan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.http.HttpAnswer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifySimulatorTest {

    private static final String IDS = "\"task_id\":\"t-1\",\"message_id\":\"1\",\"conversation_id\":\"c-1\",";
    private static final String METADATA = "\"metadata\":{\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":%d,"
            + "\"total_tokens\":%d,\"total_price\":\"0.0000000\",\"currency\":\"USD\",\"latency\":0.1},"
            + "\"retriever_resources\":[]}";

    private final DifySimulator simulator = new DifySimulator(new TestStage().backstage);

    @Test
    void blockingAnswer_isAMessage() {
        assertThat(answer("app-echo", ""))
                .isEqualTo(TestStage.json("{\"event\":\"message\"," + IDS
                        + "\"id\":\"1\",\"mode\":\"chat\",\"answer\":\"Hello world\"," + METADATA.formatted(2, 4)
                        + ",\"created_at\":1770000000}"));
        assertThat(answer("echo", ",\"response_mode\":\"blocking\"")
                        .path("answer")
                        .asText())
                .isEqualTo("Hello world");
    }

    @Test
    void stream_isEventsAfterAPing() throws IOException {
        Object answer = chat("app-echo-think1-n1", ",\"response_mode\":\"streaming\"");
        assertThat(RecordingSink.of(answer).text())
                .isEqualTo("event: ping\n\n"
                        + "data: {\"event\":\"reasoning_chunk\"," + IDS
                        + "\"data\":{\"message_id\":\"1\",\"reasoning\":\"Let\"}}\n\n"
                        + "data: {\"event\":\"message\"," + IDS
                        + "\"id\":\"1\",\"answer\":\"Hello\",\"created_at\":1770000000}\n\n"
                        + "data: {\"event\":\"message_end\"," + IDS + "\"id\":\"1\"," + METADATA.formatted(2, 4)
                        + "}\n\n");
    }

    @Test
    void errorInAStream_isAnEvent() throws IOException {
        assertThat(RecordingSink.of(chat("lorem-err0", ",\"response_mode\":\"streaming\""))
                        .data())
                .containsExactly("{\"event\":\"error\"," + IDS + "\"code\":\"internal_server_error\","
                        + "\"message\":\"The server had an error\",\"status\":500}");
    }

    @Test
    void conversation_goesOn() {
        assertThat(answer("echo", ",\"conversation_id\":\"c-9\"")
                        .path("conversation_id")
                        .asText())
                .isEqualTo("c-9");
        assertThat(answer("echo", ",\"conversation_id\":\"\"")
                        .path("conversation_id")
                        .asText())
                .isEqualTo("c-1");
        assertThat(TestStage.body(chat("echo", ",\"conversation_id\":\"x\""), 404))
                .isEqualTo(TestStage.json(
                        "{\"code\":\"not_found\",\"message\":\"Conversation Not Exists.\",\"status\":404}"));
    }

    @Test
    void settings_canComeAsAnInput() {
        String body = "{\"query\":\"Hi\",\"user\":\"u\",\"inputs\":{\"simulator\":{\"tokens\":3}}}";
        assertThat(TestStage.body(simulator.chat(TestStage.bytes(body), "Bearer app-x"), 200)
                        .at("/metadata/usage/completion_tokens")
                        .asInt())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"image\",\"transfer_method\":\"remote_url\",\"url\":\"https://a.b/c\"} | an image at"
                        + " https://a.b/c",
                "{\"type\":\"image\",\"transfer_method\":\"local_file\",\"upload_file_id\":\"1.68.image_png\"} | an"
                        + " image/png of 68 bytes"
            })
    void files_areSeen(String file, String seen) {
        assertThat(answer("echo", ",\"files\":[" + file + "]").path("answer").asText())
                .isEqualTo("I see " + seen + ". Hello world");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"inputs\":{},\"user\":\"u\"}                                    | query: Missing required",
                "{\"query\":\"x\",\"user\":\"u\"}                                  | inputs: Missing required",
                "{\"query\":\"x\",\"inputs\":{}}                                   | user: Missing required",
                "{\"query\":\"x\",\"inputs\":{},\"user\":\" \"}                    | user: Missing required",
                "{\"query\":\"x\",\"inputs\":{},\"user\":\"u\",\"response_mode\":\"x\"} | response_mode: must be",
                "{\"query\":\"x\",\"inputs\":{},\"user\":\"u\",\"files\":[{}]}     | files: transfer_method must",
                "{\"query\":\"x\",\"inputs\":{},\"user\":\"u\",\"files\":[{\"transfer_method\":\"local_file\",\"upload_file_id\":\"x\"}]}"
                    + " | files: Invalid upload",
                "{\"query\":\"x\",\"inputs\":{},\"user\":\"u\",\"files\":[{\"transfer_method\":\"local_file\",\"upload_file_id\":\"1.x.y\"}]}"
                    + " | files: Invalid upload",
                "no JSON                                                           | body: must be"
            })
    void request_thatIsWrong_is400(String body, String message) {
        JsonNode error = TestStage.body(simulator.chat(TestStage.bytes(body), "Bearer app-echo"), 400);
        assertThat(error.path("code").asText()).isEqualTo("invalid_param");
        assertThat(error.path("message").asText()).startsWith(message);
        assertThat(error.path("status").asInt()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_param",
        "401, unauthorized",
        "402, provider_quota_exceeded",
        "403, forbidden",
        "404, not_found",
        "413, file_too_large",
        "415, unsupported_file_type",
        "429, too_many_requests",
        "500, internal_server_error"
    })
    void status_asked_isAnsweredWithDifysError(int status, String code) {
        assertThat(TestStage.body(chat("app-lorem-e" + status, ""), status)
                        .path("code")
                        .asText())
                .isEqualTo(code);
    }

    @Test
    void credential_missing_is401() {
        assertThat(TestStage.body(simulator.chat(TestStage.bytes("{}"), null), 401)
                        .path("code")
                        .asText())
                .isEqualTo("unauthorized");
        TestStage.body(simulator.stop(TestStage.bytes("{}"), null), 401);
        TestStage.body(simulator.upload(new byte[0], null, null), 401);
    }

    @Test
    void stop_isForAUser() {
        assertThat(TestStage.body(simulator.stop(TestStage.bytes("{\"user\":\"u\"}"), "Bearer app-x"), 200))
                .isEqualTo(TestStage.json("{\"result\":\"success\"}"));
        TestStage.body(simulator.stop(TestStage.bytes("{}"), "Bearer app-x"), 400);
        TestStage.body(simulator.stop(TestStage.bytes("{\"user\":\"u\"}"), "Bearer app-lorem-e503"), 503);
    }

    @Test
    void upload_tellsOfTheFile() {
        HttpAnswer answer = (HttpAnswer) upload(part("user", "", "u")
                + part("file", "; filename=\"a.b.png\"\r\ncontent-type: image/png", "\r\n--other\r\n"));
        assertThat(TestStage.body(answer, 201))
                .isEqualTo(
                        TestStage.json(
                                "{\"id\":\"1.11.image_png\",\"name\":\"a.b.png\",\"size\":11,\"extension\":\"png\","
                                    + "\"mime_type\":\"image/png\",\"created_by\":\"simulator\",\"created_at\":1770000000}"));
        assertThat(TestStage.body(upload(part("user", "", "u") + part("file", "; filename=\"a\"", "")), 201)
                        .path("id")
                        .asText())
                .isEqualTo("1.0.application_octet-stream");
    }

    @Test
    void upload_withoutFileOrUser_is400() {
        assertThat(TestStage.body(upload(part("user", "", "u")), 400)
                        .path("message")
                        .asText())
                .isEqualTo("file: Please upload your file.");
        assertThat(TestStage.body(upload(part("file", "", "x")), 400)
                        .path("message")
                        .asText())
                .startsWith("user: Missing");
        TestStage.body(simulator.upload(new byte[0], "multipart/form-data", "Bearer app-x"), 400);
        TestStage.body(upload("--x"), 400);
    }

    private JsonNode answer(String key, String more) {
        return TestStage.body(chat(key, more), 200);
    }

    private Object chat(String key, String more) {
        String body = "{\"query\":\"Hello world\",\"inputs\":{},\"user\":\"u\"" + more + "}";
        return simulator.chat(TestStage.bytes(body), "Bearer " + key);
    }

    private Object upload(String parts) {
        return simulator.upload(
                TestStage.bytes(parts + "--x--\r\n"), "multipart/form-data; boundary=\"x\"", "Bearer app-x");
    }

    private static String part(String name, String more, String body) {
        return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n" + body + "\r\n";
    }
}
