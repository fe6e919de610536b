package io.caravan.openai;

import io.caravan.provider.Clauses;
import io.caravan.provider.Quirks;
import java.util.Locale;

/**
 * How the provider spells its models: {@code lower} for lower case, or a path such as
 * {@code accounts/fireworks/models/*} in which a name without a path takes the star's place.
 */
record ModelName(Clauses<String> spelling) implements RequestQuirk {

    static ModelName of(Quirks quirks) {
        return new ModelName(Clauses.of(quirks, "model", ModelName::checked));
    }

    @Override
    public void apply(Draft draft) {
        draft.body().put("model", of(draft.model()));
    }

    /** A model's name as the provider spells it. */
    String of(String model) {
        return spelling.first(model).map(text -> spelled(model, text)).orElse(model);
    }

    private static String checked(String spelling) {
        if (!spelling.equals("lower") && spelling.indexOf('*') < 0) {
            throw new IllegalArgumentException("\"" + spelling + "\" is neither lower nor a path with a star");
        }
        return spelling;
    }

    private static String spelled(String model, String spelling) {
        if (spelling.equals("lower")) {
            return model.toLowerCase(Locale.ROOT);
        }
        return model.indexOf('/') < 0 ? spelling.replace("*", model) : model;
    }
}
