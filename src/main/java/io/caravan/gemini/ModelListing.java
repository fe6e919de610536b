package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.GatewayException;
import io.caravan.provider.ListedModel;
import io.caravan.provider.ListingTransformer;
import io.caravan.provider.ModelFacts.Ability;
import io.caravan.provider.ModelPage;
import io.caravan.provider.RoutedListing;
import io.caravan.provider.ToldFacts;
import io.caravan.provider.UpstreamFailure;
import io.caravan.provider.UpstreamRequest;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Gemini's list of models.
 *
 * @see <a href="https://ai.google.dev/api/models#method:-models.list">models.list</a>
 */
@Component("geminiListingTransformer")
public final class ModelListing implements ListingTransformer {

    private static final String PATH = "/models?pageSize=1000";
    private static final String COLLECTION = "models/";
    private static final String METHOD = "generateContent";

    private final GeminiFailures failures;

    public ModelListing(InstantSource clock) {
        this.failures = new GeminiFailures(clock);
    }

    @Override
    public UpstreamRequest request(RoutedListing routed) {
        String path = ModelPath.version(routed.provider()) + PATH;
        return routed.get(path, "pageToken", GeminiTransformer.credentials(routed.provider()));
    }

    @Override
    public ModelPage page(RoutedListing routed, JsonNode body) {
        JsonNode error = body.isArray() ? body.path(0) : body;
        if (error.hasNonNull("error")) {
            throw failures.of(new UpstreamFailure(routed, 200, Map.of(), error));
        }
        JsonNode models = body.path("models");
        if (!models.isArray()) {
            throw GenerateContentResponse.senseless(routed, "answered something that is no list of models");
        }
        return ModelPage.of(models, ModelListing::chats, ModelListing::model, body.path("nextPageToken"));
    }

    private static boolean chats(JsonNode item) {
        return ToldFacts.has(item.path("supportedGenerationMethods"), METHOD)
                && !name(item).isBlank();
    }

    private static String name(JsonNode item) {
        String name = item.path("name").asText();
        return name.startsWith(COLLECTION) ? name.substring(COLLECTION.length()) : name;
    }

    private static ListedModel model(JsonNode item) {
        ToldFacts told = new ToldFacts(name(item))
                .called(item.path("displayName"))
                .takes(item.path("inputTokenLimit"))
                .gives(item.path("outputTokenLimit"))
                .can(Ability.REASONING, item.path("thinking"));
        return new ListedModel(name(item), told.facts());
    }

    @Override
    public GatewayException error(UpstreamFailure failure) {
        return failures.of(failure);
    }
}
