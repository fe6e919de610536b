package io.caravan.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravan.http.HttpAnswer;
import java.util.Map;
import java.util.OptionalInt;

/** Error answers over HTTP. */
record Refusals(Backstage backstage) {

    /** The refusal that was asked for. */
    HttpAnswer of(Voice voice, Refusal refusal) {
        if (!refusal.html()) {
            return of(voice, Trouble.simulated(refusal.status(), refusal.retryAfter()));
        }
        byte[] page = """
            <html>
            <head><title>%1$d</title></head>
            <body><center><h1>%1$d</h1></center><hr><center>simulator</center></body>
            </html>
            """.formatted(refusal.status()).getBytes(UTF_8);
        return new HttpAnswer(refusal.status(), retryAfter(refusal.retryAfter()), "text/html", page);
    }

    /** An error in the provider's own JSON. */
    HttpAnswer of(Voice voice, Trouble trouble) {
        byte[] body = backstage.bytes(json -> voice.trouble(trouble, json));
        Map<String, String> headers = voice.sendsRetryAfter() ? retryAfter(trouble.retryAfter()) : Map.of();
        return new HttpAnswer(voice.status(trouble), headers, "application/json", body);
    }

    private static Map<String, String> retryAfter(OptionalInt seconds) {
        return seconds.isPresent() ? Map.of("Retry-After", String.valueOf(seconds.getAsInt())) : Map.of();
    }
}
