package io.caravan.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.GatewayException;
import io.caravan.provider.ListedModel;
import io.caravan.provider.Listing;
import io.caravan.provider.ListingTransformer;
import io.caravan.provider.ModelFacts.Ability;
import io.caravan.provider.ModelPage;
import io.caravan.provider.RoutedListing;
import io.caravan.provider.ToldFacts;
import io.caravan.provider.UpstreamFailure;
import io.caravan.provider.UpstreamRequest;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
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
        Listing listing = Listing.of(routed.provider().quirks());
        return new UpstreamRequest(
                routed,
                listing.path(ModelPath.version(routed.provider()) + PATH, "pageToken", routed.cursor()),
                GeminiTransformer.credentials(routed.provider()),
                new byte[0]);
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
        return new ModelPage(
                models.valueStream()
                        .filter(ModelListing::chats)
                        .map(ModelListing::model)
                        .toList(),
                Optional.ofNullable(body.path("nextPageToken").textValue()).filter(token -> !token.isEmpty()));
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
