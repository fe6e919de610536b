package io.caravan.dify;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.ListedModel;
import io.caravan.provider.ListingTransformer;
import io.caravan.provider.ModelPage;
import io.caravan.provider.RoutedListing;
import io.caravan.provider.ToldFacts;
import io.caravan.provider.UpstreamFailure;
import io.caravan.provider.UpstreamRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The one app that a key of Dify's opens, for a model.
 *
 * @see <a href="https://docs.dify.ai/en/api-reference/application/get-application-basic-information">The app's
 *     information</a>
 */
@Component("difyListingTransformer")
public final class AppListing implements ListingTransformer {

    private static final String PATH = "/info";
    private static final String MODEL = "dify";
    private static final Set<String> OTHER_MODES = Set.of("completion", "workflow");

    private final DifyFailures failures;

    public AppListing(InstantSource clock) {
        this.failures = new DifyFailures(clock);
    }

    @Override
    public UpstreamRequest request(RoutedListing routed) {
        return routed.get(PATH, DifyTransformer.credentials(routed.provider()));
    }

    @Override
    public ModelPage page(RoutedListing routed, JsonNode body) {
        if (!body.path("name").isTextual()) {
            throw failure(routed, body);
        }
        ListedModel app = new ListedModel(
                MODEL, new ToldFacts(MODEL).called(body.path("name")).facts());
        boolean chats = !OTHER_MODES.contains(body.path("mode").asText());
        return new ModelPage(chats ? List.of(app) : List.of(), Optional.empty());
    }

    private GatewayException failure(RoutedListing routed, JsonNode body) {
        if (body.path("code").isTextual() || body.path("message").isTextual()) {
            return failures.within(routed, body);
        }
        return new GatewayException(ErrorCode.BAD_ANSWER, routed.provider().id() + " answered something that is no app")
                .at(routed.origin());
    }

    @Override
    public GatewayException error(UpstreamFailure failure) {
        return failures.of(failure);
    }
}
