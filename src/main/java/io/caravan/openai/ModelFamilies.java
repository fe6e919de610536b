package io.caravan.openai;

import io.caravan.provider.Clauses;
import io.caravan.provider.Quirks;
import java.util.Map;
import java.util.TreeMap;

/**
 * The models behind names that tell nothing, as the deployments of Azure are: {@code my-deployment=gpt-5}. A name that
 * is not among them is taken for the model's own.
 */
record ModelFamilies(Map<String, String> models) {

    private static final String AZURES_SPELLING = "gpt-35";

    static ModelFamilies of(Quirks quirks) {
        Map<String, String> models = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Clauses.of(quirks, "families", Clauses::pairs).first("").ifPresent(models::putAll);
        return new ModelFamilies(models);
    }

    /** The model's name in OpenAI's spelling. */
    String family(String name) {
        String model = models.getOrDefault(name, name);
        return model.startsWith(AZURES_SPELLING) ? "gpt-3.5" + model.substring(AZURES_SPELLING.length()) : model;
    }
}
