package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.RawClient.Answer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathsTest extends GatewayTest {

    @ParameterizedTest
    @CsvSource({
        "GET,  /,                       NotFoundError",
        "GET,  /nope,                   NotFoundError",
        "POST, /nope,                   NotFoundError",
        "GET,  /llm,                    NotFoundError",
        "GET,  /llm/nope,               NotFoundError",
        "POST, /llm/generate/,          NotFoundError",
        "POST, /llm/generate/x,         NotFoundError",
        "POST, /LLM/generate,           NotFoundError",
        "GET,  /error,                  NotFoundError",
        "GET,  /actuator/nope,          NotFoundError",
        "GET,  /v1/,                    invalid_request_error",
        "GET,  /v1/nope,                invalid_request_error",
        "POST, /v1/completions,         invalid_request_error",
        "POST, /v1/chat/completions/,   invalid_request_error"
    })
    void unknownPath_is404InTheErrorForm(String method, String path, String type) throws Exception {
        Answer answer = ask(method, path);

        assertError(answer, 404, type);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,     /llm/generate,        MethodNotAllowed",
        "PUT,     /llm/generate,        MethodNotAllowed",
        "DELETE,  /llm/generate,        MethodNotAllowed",
        "PATCH,   /llm/generate,        MethodNotAllowed",
        "OPTIONS, /llm/generate,        MethodNotAllowed",
        "BREW,    /llm/generate,        MethodNotAllowed",
        "GET,     /v1/chat/completions, invalid_request_error",
        "DELETE,  /v1/chat/completions, invalid_request_error"
    })
    void otherMethod_is405ThatTellsTheRightOne(String method, String path, String type) throws Exception {
        Answer answer = ask(method, path);

        assertError(answer, 405, type);
        assertThat(answer.headers()).containsEntry("allow", "POST");
    }

    @ParameterizedTest
    @CsvSource({"POST, /actuator/health", "TRACE, /llm/generate", "TRACE, /nope"})
    void otherMethodOutsideOfTheRoutes_is405ThatTellsTheRightOne(String method, String path) throws Exception {
        Answer answer = ask(method, path);

        assertError(answer, 405, "MethodNotAllowed");
        assertThat(answer.headers().get("allow")).contains("GET");
    }

    @ParameterizedTest
    @CsvSource({"GET, /nope", "GET, /v1/nope", "GET, /llm/generate", "POST, /llm/generate", "POST, /actuator/health"})
    void refusal_hasTheRequestIdOfItsBodyInTheHeaderToo(String method, String path) throws Exception {
        Answer answer = ask(method, path);

        assertThat(answer.headers().get("x-request-id"))
                .isNotNull()
                .isEqualTo(json(answer.body()).at("/error/request_id").textValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /llm/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /llm/%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /llm/..%2f..%2fetc HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /a\\b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /llm/generate HTTP/1.1\r\nConnection: close\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    void requestThatIsNoHttp_isRefusedWithoutAPage(String request) throws Exception {
        try (RawClient client = new RawClient(port)) {
            client.write(request);
            Answer answer = client.answer();

            assertThat(answer.status()).isBetween(400, 499);
            assertThat(answer.body()).doesNotContain("<").doesNotContain("Exception");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/messages,                          /error/type,   invalid_request_error",
        "/v1beta/models/gpt-4o:generateContent, /error/status, INVALID_ARGUMENT",
        "/v1/chat/completions,                  /error/type,   invalid_request_error",
        "/llm/generate,                         /error/type,   ValidationError",
        "/llm/gemini/generate,                  /error,        the request is not valid HTTP"
    })
    void requestThatIsNoHttp_isRefusedInTheErrorFormOfItsPath(String path, String pointer, String value)
            throws Exception {
        for (String header : List.of("Expect: miracles", "Transfer-Encoding: morse", "Content-Length: some")) {
            try (RawClient client = new RawClient(port)) {
                client.write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n");

                assertThat(json(client.answer().body()).at(pointer).textValue())
                        .as(header)
                        .isEqualTo(value);
            }
        }
    }

    private Answer ask(String method, String path) throws Exception {
        try (RawClient client = new RawClient(port)) {
            client.write(method + " " + path
                    + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html, */*\r\nContent-Length: 2\r\n\r\n{}");
            return client.answer();
        }
    }

    private static void assertError(Answer answer, int status, String type) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("content-type", "application/json");
        JsonNode body = json(answer.body());
        assertThat(body.path("detail").textValue()).isNotBlank();
        assertThat(body.at("/error/message").textValue()).isNotBlank();
        assertThat(body.at("/error/type").textValue()).isEqualTo(type);
        assertThat(body.at("/error/retryable").booleanValue()).isFalse();
        assertThat(body.at("/error/request_id").textValue()).isNotBlank();
    }
}
