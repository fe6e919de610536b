package io.caravan.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedRequest;
import java.util.Locale;

/**
 * How the provider spells its models: {@code lower} for lower case, or a path such as
 * {@code accounts/fireworks/models/*} in which a name without a path takes the star's place.
 */
record ModelName(Clauses<String> spelling) implements RequestQuirk {

    static ModelName of(Quirks quirks) {
        return new ModelName(Clauses.of(quirks, "model", text -> text));
    }

    @Override
    public void apply(RoutedRequest routed, ObjectNode body) {
        spelling.first(routed.model()).ifPresent(text -> body.put("model", spelled(routed.model(), text)));
    }

    private static String spelled(String model, String spelling) {
        if (spelling.equals("lower")) {
            return model.toLowerCase(Locale.ROOT);
        }
        return model.indexOf('/') < 0 ? spelling.replace("*", model) : model;
    }
}
