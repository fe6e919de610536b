package io.caravan.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.GatewayException;
import io.caravan.provider.ListedModel;
import io.caravan.provider.ListingTransformer;
import io.caravan.provider.ModelFacts.Ability;
import io.caravan.provider.ModelPage;
import io.caravan.provider.RetryAfter;
import io.caravan.provider.RoutedListing;
import io.caravan.provider.ToldFacts;
import io.caravan.provider.UpstreamFailure;
import io.caravan.provider.UpstreamRequest;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/**
 * Cohere's list of models.
 *
 * @see <a href="https://docs.cohere.com/reference/list-models">List models</a>
 */
@Component("cohereListingTransformer")
public final class ModelListing implements ListingTransformer {

    private static final String PATH = "/v1/models?endpoint=chat&page_size=1000";

    private final FailureReader failures;

    public ModelListing(InstantSource clock) {
        this.failures = new FailureReader(new RetryAfter(clock));
    }

    @Override
    public UpstreamRequest request(RoutedListing routed) {
        return routed.get(PATH, "page_token", CohereTransformer.credentials(routed.provider()));
    }

    @Override
    public ModelPage page(RoutedListing routed, JsonNode body) {
        JsonNode models = body.path("models");
        if (!models.isArray()) {
            throw FailureReader.within(routed, body, "answered something that is no list of models");
        }
        return ModelPage.of(models, ModelListing::chats, ModelListing::model, body.path("next_page_token"));
    }

    /** It was asked for models that chat, which others in Cohere's place may not heed. */
    private static boolean chats(JsonNode item) {
        JsonNode endpoints = item.path("endpoints");
        return !item.path("name").asText().isBlank() && (!endpoints.isArray() || ToldFacts.has(endpoints, "chat"));
    }

    private static ListedModel model(JsonNode item) {
        String name = item.path("name").asText();
        ToldFacts told = new ToldFacts(name)
                .takes(item.path("context_length"))
                .can(Ability.IMAGES, item.path("supports_vision"));
        return new ListedModel(name, told.facts());
    }

    @Override
    public GatewayException error(UpstreamFailure failure) {
        return failures.read(failure);
    }
}
