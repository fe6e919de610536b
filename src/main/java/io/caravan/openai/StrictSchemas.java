package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The completion of all schemas of a request that are to be held to strictly. */
final class StrictSchemas implements RequestQuirk {

    @Override
    public void apply(Draft draft) {
        complete(draft.body().at("/response_format/json_schema"), "schema");
        draft.body().path("tools").forEach(tool -> complete(tool.path("function"), "parameters"));
    }

    private static void complete(JsonNode holder, String member) {
        if (holder.path("strict").asBoolean() && holder.has(member)) {
            ((ObjectNode) holder).set(member, StrictSchema.of(holder.get(member)));
        }
    }
}
