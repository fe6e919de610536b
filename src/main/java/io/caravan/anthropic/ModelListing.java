package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.ErrorCode;
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
 * Anthropic's list of models.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/models-list">List models</a>
 */
@Component("anthropicListingTransformer")
public final class ModelListing implements ListingTransformer {

    private static final String PATH = "/v1/models?limit=1000";

    private final FailureReader failures;

    public ModelListing(InstantSource clock) {
        this.failures = new FailureReader(new RetryAfter(clock));
    }

    @Override
    public UpstreamRequest request(RoutedListing routed) {
        return routed.get(PATH, "after_id", AnthropicTransformer.credentials(routed.provider()));
    }

    @Override
    public ModelPage page(RoutedListing routed, JsonNode body) {
        JsonNode data = body.path("data");
        if (body.path("type").asText().equals("error") || body.hasNonNull("error")) {
            throw FailureReader.read(routed, body);
        }
        if (!data.isArray()) {
            throw FailureReader.failure(routed, ErrorCode.BAD_ANSWER, " answered something that is no list of models");
        }
        String cursor = body.path("has_more").booleanValue() ? "last_id" : "";
        return ModelPage.of(data, ModelListing::chats, ModelListing::model, body.path(cursor));
    }

    private static boolean chats(JsonNode item) {
        return item.path("type").asText().equals("model")
                && !item.path("id").asText().isBlank();
    }

    private static ListedModel model(JsonNode item) {
        String id = item.path("id").asText();
        JsonNode capabilities = item.path("capabilities");
        ToldFacts told = new ToldFacts(id)
                .called(item.path("display_name"))
                .takes(item.path("max_input_tokens"))
                .gives(item.path("max_tokens"))
                .can(Ability.IMAGES, supported(capabilities, "image_input"))
                .can(Ability.DOCUMENTS, supported(capabilities, "pdf_input"))
                .can(Ability.STRUCTURED_OUTPUT, supported(capabilities, "structured_outputs"))
                .can(Ability.REASONING, supported(capabilities, "thinking"));
        return new ListedModel(id, told.facts());
    }

    private static JsonNode supported(JsonNode capabilities, String name) {
        return capabilities.path(name).path("supported");
    }

    @Override
    public GatewayException error(UpstreamFailure failure) {
        return failures.read(failure);
    }
}
