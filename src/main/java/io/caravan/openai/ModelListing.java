package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.caravan.error.GatewayException;
import io.caravan.provider.ListingTransformer;
import io.caravan.provider.ModelPage;
import io.caravan.provider.RoutedListing;
import io.caravan.provider.UpstreamFailure;
import io.caravan.provider.UpstreamRequest;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * OpenAI's list of models, on one page. Many providers tell more of a model than OpenAI does.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/models/list">List models</a>
 */
@Component("openaiListingTransformer")
public final class ModelListing implements ListingTransformer {

    private static final String PATH = "/models";

    private final Failures failures;
    private final Dialects dialects = new Dialects();

    public ModelListing(InstantSource clock) {
        this.failures = new Failures(clock);
    }

    @Override
    public UpstreamRequest request(RoutedListing routed) {
        return routed.get(PATH, dialects.of(routed.provider()).entrance().headers(routed.provider()));
    }

    @Override
    public ModelPage page(RoutedListing routed, JsonNode body) {
        JsonNode models = models(body);
        if (!models.isArray() || models.isEmpty() && ErrorBody.within(body)) {
            throw failure(routed, body);
        }
        return new ModelPage(
                models.valueStream()
                        .map(ListedItem::new)
                        .filter(ListedItem::chats)
                        .map(ListedItem::model)
                        .toList(),
                Optional.empty());
    }

    /** Together has nothing around its list. Ollama answers null for an empty one. */
    private static JsonNode models(JsonNode body) {
        if (body.isArray()) {
            return body.path(0).has("error") ? body.path(0) : body;
        }
        JsonNode data = body.path("data");
        boolean none = data.isNull() && body.path("object").asText().equals("list");
        return none ? JsonNodeFactory.instance.arrayNode() : data;
    }

    private GatewayException failure(RoutedListing routed, JsonNode body) {
        JsonNode error = body.isArray() ? body.path(0) : body;
        return ErrorBody.within(error)
                ? failures.within(routed, error, dialects.of(routed.provider()))
                : failures.senseless(routed, "answered something that is no list of models");
    }

    @Override
    public GatewayException error(UpstreamFailure failure) {
        return failures.of(failure, dialects.of(failure.routed().provider()));
    }
}
