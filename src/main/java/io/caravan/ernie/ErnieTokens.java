package io.caravan.ernie;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.AccessToken;
import io.caravan.provider.Routed;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.UpstreamAnswer;
import io.caravan.provider.UpstreamFailure;
import io.caravan.provider.UpstreamRequest;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * How an API id and its secret are exchanged for an access token.
 *
 * @see <a href="https://cloud.baidu.com/doc/WENXINWORKSHOP/s/Ilkkrb0i5">Getting an access token</a>
 */
@Component("ernieTokens")
public final class ErnieTokens {

    private static final Duration USUAL_LIFETIME = Duration.ofDays(30);

    private final ErnieFailures failures;

    public ErnieTokens(InstantSource clock) {
        this.failures = new ErnieFailures(clock);
    }

    /** What asks for a token; the provider's key is the id and the secret with a space between them. */
    public UpstreamRequest request(RoutedRequest routed) {
        String[] pair = routed.provider().key().orElse("").split(" ", 2);
        String path = "/oauth/2.0/token?grant_type=client_credentials&client_id=" + encoded(pair[0]) + "&client_secret="
                + encoded(pair[pair.length - 1]);
        return new UpstreamRequest(routed, path, Map.of(), new byte[0]);
    }

    /**
     * The token that was answered.
     *
     * @throws GatewayException if there is none
     */
    public AccessToken answer(UpstreamAnswer answer) {
        JsonNode body = answer.reader().json(answer, failures::of);
        String token = body.path("access_token").asText();
        if (!token.isEmpty()) {
            return new AccessToken(token, lifetime(body.path("expires_in")));
        }
        Routed routed = answer.routed();
        if (ErnieFailures.tells(body)) {
            throw failures.of(new UpstreamFailure(routed, answer.status(), answer.headers(), body));
        }
        throw new GatewayException(ErrorCode.BAD_ANSWER, routed.provider().id() + " answered no access token")
                .at(routed.origin().withStatus(answer.status()));
    }

    private static Duration lifetime(JsonNode seconds) {
        return seconds.isNumber() ? Duration.ofSeconds(Math.max(0, seconds.asInt())) : USUAL_LIFETIME;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
