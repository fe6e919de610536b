package io.caravan.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.caravan.error.GatewayException;
import io.caravan.provider.BaseUrl;
import io.caravan.provider.ListedModel;
import io.caravan.provider.Listing;
import io.caravan.provider.ListingTransformer;
import io.caravan.provider.ModelPage;
import io.caravan.provider.NotConfigured;
import io.caravan.provider.Provider;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedListing;
import io.caravan.provider.ToldFacts;
import io.caravan.provider.UpstreamFailure;
import io.caravan.provider.UpstreamRequest;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * ARK's models: with an access key and its secret the account's own endpoints, which its management tells of, else the
 * list that every account gets.
 *
 * @see <a href="https://www.volcengine.com/docs/82379/1262425">ListEndpoints</a>
 */
@Component("arkListingTransformer")
public final class ArkListing implements ListingTransformer {

    private static final String MANAGEMENT = "https://open.volcengineapi.com";
    private static final String QUERY = "Action=ListEndpoints&Version=2024-01-01";
    private static final int PAGE_SIZE = 100;

    private final InstantSource clock;
    private final ModelListing models;

    public ArkListing(InstantSource clock) {
        this.clock = clock;
        this.models = new ModelListing(clock);
    }

    @Override
    public UpstreamRequest request(RoutedListing routed) {
        return signature(routed.provider().quirks())
                .map(signature -> signed(signature, routed))
                .orElseGet(() -> models.request(routed));
    }

    private static Optional<VolcengineSignature> signature(Quirks quirks) {
        return quirks.word("access")
                .flatMap(access -> quirks.word("secret")
                        .map(secret -> new VolcengineSignature(access, secret, "cn-beijing", "ark")));
    }

    /** The question to the management, which knows the account by other keys. */
    private UpstreamRequest signed(VolcengineSignature signature, RoutedListing routed) {
        String url = routed.provider().quirks().word("management").orElse(MANAGEMENT);
        if (!BaseUrl.leadsSomewhere(url)) {
            throw NotConfigured.of(routed.provider(), "ARK_OPENAPI_URL");
        }
        String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        Provider management = routed.provider().at(base).withKey(signature.access() + " " + signature.secret());
        byte[] body = "{\"PageNumber\":%d,\"PageSize\":%d}"
                .formatted(number(routed), PAGE_SIZE)
                .getBytes(UTF_8);
        Map<String, String> host = Map.of("host", URI.create(base).getAuthority());
        return new UpstreamRequest(
                new RoutedListing(management, routed.cursor()),
                "/?" + QUERY,
                signature.headers(new VolcengineSignature.Request("POST", "/", QUERY, host, body), clock.instant()),
                body);
    }

    private static int number(RoutedListing routed) {
        return routed.cursor().map(Integer::valueOf).orElse(1);
    }

    @Override
    public ModelPage page(RoutedListing routed, JsonNode body) {
        JsonNode items = body.path("Result").path("Items");
        if (signature(routed.provider().quirks()).isEmpty() || !items.isArray()) {
            return models.page(routed, told(body));
        }
        Listing listing = Listing.of(routed.provider().quirks());
        int number = number(routed);
        boolean more = !items.isEmpty()
                && number * (long) PAGE_SIZE
                        < body.path("Result").path("TotalCount").asLong();
        return new ModelPage(
                items.valueStream()
                        .filter(item -> chats(item, listing))
                        .map(ArkListing::model)
                        .toList(),
                more ? Optional.of(String.valueOf(number + 1)) : Optional.empty());
    }

    /** Whether an endpoint runs, with a model for chat behind it. */
    private static boolean chats(JsonNode item, Listing listing) {
        return !item.path("Id").asText().isBlank()
                && item.path("Status").asText("Running").equals("Running")
                && listing.shows(foundation(item).asText());
    }

    private static ListedModel model(JsonNode item) {
        String id = item.path("Id").asText();
        return new ListedModel(id, new ToldFacts(id).called(foundation(item)).facts());
    }

    private static JsonNode foundation(JsonNode item) {
        return item.path("ModelReference").path("FoundationModel").path("Name");
    }

    @Override
    public GatewayException error(UpstreamFailure failure) {
        return models.error(
                new UpstreamFailure(failure.routed(), failure.status(), failure.headers(), told(failure.json())));
    }

    /** The management's error in OpenAI's form. */
    private static JsonNode told(JsonNode body) {
        JsonNode error = body.path("ResponseMetadata").path("Error");
        if (!error.isObject()) {
            return body;
        }
        var told = JsonNodeFactory.instance.objectNode();
        told.putObject("error")
                .put("code", error.path("Code").asText())
                .put("message", error.path("Message").asText());
        return told;
    }
}
