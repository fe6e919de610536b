package io.caravan.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** One service for each dialect: what it is asked, and its answers, streams and errors as they come over the wire. */
public enum Vendor {
    OPENAI("openai", "gpt-4o"),
    ANTHROPIC("anthropic", "claude-sonnet-4-5"),
    GEMINI("gemini", "gemini-2.5-flash"),
    DIFY("dify", "support"),
    ERNIE("ernie-legacy", "ERNIE-4.0-8K");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the text stands in the samples. */
    private static final String TEXT = "$";

    private static final String BLANK_LINE = "\n\n";

    private final String id;
    private final String bareModel;
    private final String answer;
    private final String transcript;

    Vendor(String id, String bareModel) {
        this.id = id;
        this.bareModel = bareModel;
        this.answer = resource(id + ".json");
        this.transcript = resource(id + ".sse");
    }

    private static String resource(String name) {
        try (InputStream in = Vendor.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The provider's name. */
    public String id() {
        return id;
    }

    /** A model of its own, prefix included. */
    public String model() {
        return id + "/" + bareModel;
    }

    /** The headers that open its door. */
    public Map<String, String> credentials() {
        return switch (this) {
            case OPENAI -> Map.of("authorization", "Bearer sk-openai-canary");
            case ANTHROPIC -> Map.of("x-api-key", "sk-ant-canary", "anthropic-version", "2023-06-01");
            case GEMINI -> Map.of("x-goog-api-key", "AIza-canary");
            case DIFY -> Map.of("authorization", "Bearer app-dify-canary");
            case ERNIE -> Map.of();
        };
    }

    /** Where it is asked. */
    public String path(boolean stream) {
        return switch (this) {
            case OPENAI -> "/v1/chat/completions";
            case ANTHROPIC -> "/v1/messages";
            case GEMINI ->
                "/v1beta/models/" + bareModel + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent");
            case DIFY -> "/v1/chat-messages";
            case ERNIE ->
                "/rpc/2.0/ai_custom/v1/wenxinworkshop/chat/completions_pro?access_token=" + ScriptedUpstream.TOKEN;
        };
    }

    /** A whole answer of 9 + 4 tokens. */
    public String answer(String text) {
        return answer.replace(TEXT, quoted(text));
    }

    /** What comes before any text. */
    public String start() {
        return transcript.substring(0, pieceStart());
    }

    /** A piece of text. */
    public String piece(String text) {
        return transcript.substring(pieceStart(), pieceEnd()).replace(TEXT, quoted(text));
    }

    /** What comes after all text: the reason, the 9 + 4 tokens, the end mark. */
    public String end() {
        return transcript.substring(pieceEnd());
    }

    private int pieceStart() {
        int before = transcript.lastIndexOf(BLANK_LINE, transcript.indexOf(TEXT));
        return before < 0 ? 0 : before + BLANK_LINE.length();
    }

    private int pieceEnd() {
        return transcript.indexOf(BLANK_LINE, transcript.indexOf(TEXT)) + BLANK_LINE.length();
    }

    /** A whole stream in one piece. */
    public String stream(String... texts) {
        StringBuilder stream = new StringBuilder(start());
        Stream.of(texts).map(this::piece).forEach(stream::append);
        return stream.append(end()).toString();
    }

    /** The body of an error answer. */
    public String error(int status, String message) {
        String text = quoted(message);
        return switch (this) {
            case OPENAI -> """
                {"error":{"message":%s,"type":"%s","param":null,"code":null}}\
                """.formatted(text, openAiType(status));
            case ANTHROPIC -> """
                {"type":"error","error":{"type":"%s","message":%s},"request_id":"req_01"}\
                """.formatted(anthropicType(status), text);
            case GEMINI -> """
                {"error":{"code":%d,"message":%s,"status":"%s"}}\
                """.formatted(status, text, googleStatus(status));
            case DIFY -> """
                {"code":"%s","message":%s,"status":%d}\
                """.formatted(difyCode(status), text, status);
            case ERNIE -> """
                {"error_code":%d,"error_msg":%s,"id":"as-1"}\
                """.formatted(ernieCode(status), text);
        };
    }

    /** An error as an event of a stream. */
    public String errorEvent(int status, String message) {
        String error = error(status, message);
        return (this == ANTHROPIC ? "event: error\n" : "") + "data: "
                + (this == DIFY ? "{\"event\":\"error\"," + error.substring(1) : error) + "\n\n";
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String openAiType(int status) {
        return switch (status) {
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }

    private static String anthropicType(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 408, 504 -> "timeout_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }

    private static String difyCode(int status) {
        return switch (status) {
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "not_found";
            case 429 -> "too_many_requests";
            default -> status < 500 ? "bad_request" : "internal_server_error";
        };
    }

    /** Baidu's own number, or one that it does not know, so that the status counts. */
    private static int ernieCode(int status) {
        return switch (status) {
            case 400 -> 336_003;
            case 401 -> 14;
            case 403 -> 6;
            case 429 -> 18;
            case 500 -> 336_000;
            case 503, 529 -> 336_100;
            default -> status;
        };
    }

    private static String googleStatus(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 408, 504 -> "DEADLINE_EXCEEDED";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 503, 529 -> "UNAVAILABLE";
            default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    }
}
