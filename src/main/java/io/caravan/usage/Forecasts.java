package io.caravan.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.json.CostJson;
import io.caravan.model.Catalogue;
import io.caravan.model.Tariff;
import io.caravan.provider.ModelFacts;
import io.caravan.provider.RoutedRequest;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Tells before a call what it would take and what it could cost. */
public final class Forecasts {

    private final Supplier<Catalogue> catalogue;
    private final Estimates estimates;
    private final Pricing pricing;

    public Forecasts(Supplier<Catalogue> catalogue, Estimates estimates, Pricing pricing) {
        this.catalogue = catalogue;
        this.estimates = estimates;
        this.pricing = pricing;
    }

    /** The forecast for a request; what is not known is null. */
    public ObjectNode of(RoutedRequest routed) {
        ModelFacts facts = catalogue.get().facts(routed.provider(), routed.model());
        int prompt = tokens(routed);
        Optional<Integer> output = mostOutput(routed.chat(), facts);
        ObjectNode forecast = JsonNodeFactory.instance
                .objectNode()
                .put("model", routed.provider().id() + "/" + routed.model())
                .put("provider", routed.provider().id())
                .put("prompt_tokens", prompt)
                .put("max_output_tokens", output.orElse(null))
                .put("estimated", true)
                .put("context_window", facts.contextWindow().orElse(null));
        return forecast.set("cost", cost(routed, prompt, output));
    }

    /** How many tokens a request would take. */
    public int tokens(RoutedRequest routed) {
        return estimates.prompt(routed);
    }

    private static Optional<Integer> mostOutput(ChatRequest chat, ModelFacts facts) {
        OptionalInt limit = chat.limit().tokens();
        return limit.isPresent() ? Optional.of(limit.getAsInt()) : facts.maxOutput();
    }

    private JsonNode cost(RoutedRequest routed, int prompt, Optional<Integer> output) {
        return pricing.tariff(routed, prompt, ServiceTier.told(routed.chat().extras()))
                .<JsonNode>map(tariff -> cost(tariff, prompt, answers(routed.chat(), output)))
                .orElseGet(NullNode::getInstance);
    }

    /** The tokens of all alternatives. */
    private static Optional<Long> answers(ChatRequest chat, Optional<Integer> output) {
        return output.map(tokens -> (long) tokens * chat.sampling().n().orElse(1));
    }

    private static ObjectNode cost(Tariff tariff, int prompt, Optional<Long> output) {
        BigDecimal input = Pricing.amount(prompt, tariff.input());
        Optional<BigDecimal> most =
                tariff.output().flatMap(price -> output.map(tokens -> Pricing.amount(tokens, price)));
        ObjectNode cost = JsonNodeFactory.instance.objectNode().put("currency", tariff.currency());
        cost.set("input", CostJson.amount(input));
        cost.set("max_output", amount(most));
        return cost.set("max_total", amount(most.map(input::add)));
    }

    private static JsonNode amount(Optional<BigDecimal> amount) {
        return amount.map(CostJson::amount).orElseGet(NullNode::getInstance);
    }
}
