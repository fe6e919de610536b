package io.caravan.ernie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatResponse;
import io.caravan.error.GatewayException;
import io.caravan.provider.JsonText;
import io.caravan.provider.OldFunctions;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.StreamTransformer;
import io.caravan.provider.Transformer;
import io.caravan.provider.UpstreamFailure;
import io.caravan.provider.UpstreamRequest;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * ERNIE's older API. The provider's key is an access token here, which {@link ErnieTokens} gets.
 *
 * @see <a href="https://cloud.baidu.com/doc/WENXINWORKSHOP/s/clntwmv7t">wenxinworkshop</a>
 */
@Component("ernieTransformer")
public final class ErnieTransformer implements Transformer {

    private final ObjectMapper json;
    private final InstantSource clock;
    private final ErnieFailures failures;

    public ErnieTransformer(ObjectMapper json, InstantSource clock) {
        this.json = json;
        this.clock = clock;
        this.failures = new ErnieFailures(clock);
    }

    @Override
    public UpstreamRequest request(RoutedRequest routed) {
        RequestBody body = RequestBody.of(OldFunctions.asTools(routed).chat());
        return new UpstreamRequest(
                routed, Endpoint.path(routed), Map.of(), JsonText.bytes(json, body.json()), body.dropped());
    }

    @Override
    public ChatResponse response(RoutedRequest routed, JsonNode body) {
        return OldFunctions.answer(routed, WholeAnswer.read(Answer.of(routed, body, failures), clock));
    }

    @Override
    public StreamTransformer stream(RoutedRequest routed) {
        return OldFunctions.answer(routed, new ErnieStream(routed, json, clock, failures));
    }

    @Override
    public GatewayException error(UpstreamFailure failure) {
        return failures.of(failure);
    }
}
