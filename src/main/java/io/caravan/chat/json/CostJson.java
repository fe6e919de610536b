package io.caravan.chat.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.caravan.chat.Cost;
import io.caravan.chat.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/** What a call cost, as JSON: the same in every form of answer. */
public final class CostJson {

    private CostJson() {}

    /** Adds the last members of a usage: that it is estimated, if it is, and the cost. */
    public static void write(JsonGenerator json, Usage usage) throws IOException {
        if (usage.estimated()) {
            json.writeBooleanField("estimated", true);
        }
        json.writeFieldName("cost");
        json.writeTree(of(usage.cost()));
    }

    /** Adds the same members to a tree. */
    public static ObjectNode addTo(ObjectNode counts, Usage usage) {
        if (usage.estimated()) {
            counts.put("estimated", true);
        }
        return counts.set("cost", of(usage.cost()));
    }

    /** The cost; a null if it is not known, which is not the same as nothing. */
    public static JsonNode of(Optional<Cost> cost) {
        return cost.<JsonNode>map(CostJson::of).orElseGet(NullNode::getInstance);
    }

    private static ObjectNode of(Cost cost) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("currency", cost.currency());
        node.set("input", amount(cost.input()));
        node.set("cached_input", amount(cost.cachedInput()));
        node.set("cache_write", amount(cost.cacheWrite()));
        node.set("output", amount(cost.output()));
        node.set("total", amount(cost.total()));
        return node.put("catalogue", cost.catalogue());
    }

    /** An amount of money: a number without an exponent, however small, since not every reader knows them. */
    public static JsonNode amount(BigDecimal amount) {
        return (JsonNode) JsonNodeFactory.instance.rawValueNode(new RawValue(amount.toPlainString()));
    }
}
