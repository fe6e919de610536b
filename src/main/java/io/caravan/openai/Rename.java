package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.provider.Clauses;
import io.caravan.provider.Quirks;
import java.util.Map;

/** Members that the provider knows under another name: {@code seed=random_seed}. */
record Rename(Clauses<Map<String, String>> names) implements RequestQuirk {

    static Rename of(Quirks quirks) {
        return new Rename(Clauses.of(quirks, "rename", Clauses::pairs));
    }

    @Override
    public void apply(Draft draft) {
        names.first(draft.model()).ifPresent(pairs -> pairs.forEach((from, to) -> rename(draft.body(), from, to)));
    }

    static void rename(ObjectNode body, String from, String to) {
        JsonNode value = body.remove(from);
        if (value != null) {
            body.putIfAbsent(to, value);
        }
    }
}
