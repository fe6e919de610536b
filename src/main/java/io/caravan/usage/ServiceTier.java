package io.caravan.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.model.Prices;
import io.caravan.model.Tariff;
import java.util.Map;
import java.util.Optional;

/** The prices of the tiers in which providers serve calls. */
final class ServiceTier {

    private ServiceTier() {}

    /** The tier that is told among the members of an answer or a request. */
    static Optional<JsonNode> told(Map<String, JsonNode> extras) {
        return Optional.ofNullable(extras.get("service_tier"));
    }

    /** The prices for a prompt of that many tokens; nothing if it is not known what the tier costs. */
    static Optional<Tariff> tariff(Prices prices, int promptTokens, Optional<JsonNode> tier) {
        return switch (tier.map(JsonNode::asText).orElse("null")) {
            case "null", "auto", "default", "standard", "on_demand", "scale" ->
                Optional.of(prices.tariff(promptTokens));
            case "batch", "flex" -> prices.batchTariff(promptTokens);
            default -> Optional.empty();
        };
    }
}
