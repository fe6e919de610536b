package io.caravan.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The models of a provider as clients are told of them.
 *
 * @param source {@code cache}, {@code api} or {@code catalogue}
 * @param fetchedAt when the provider told them, in ISO 8601
 * @param error why the provider was asked in vain
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ModelListing(
        String provider,
        List<ModelInfo> models,
        String source,
        @Nullable String fetchedAt,
        @Nullable String error) {

    /** What clients are told of a list. */
    public static ModelListing of(ModelList list) {
        return new ModelListing(
                list.provider().id(),
                list.models().stream()
                        .map(model -> ModelInfo.of(list.provider(), model))
                        .toList(),
                list.source().name().toLowerCase(Locale.ROOT),
                list.fetchedAt().map(Object::toString).orElse(null),
                list.error().orElse(null));
    }
}
