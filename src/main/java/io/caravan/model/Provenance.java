package io.caravan.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the models of a provider are known from, as clients are told.
 *
 * @param source {@code cache}, {@code api} or {@code catalogue}
 * @param fetchedAt when the provider told them, in ISO 8601
 * @param error why the provider was asked in vain
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Provenance(
        String source, @Nullable String fetchedAt, @Nullable String error) {

    static Provenance of(ModelList list) {
        return new Provenance(
                list.source().name().toLowerCase(Locale.ROOT),
                list.fetchedAt().map(Object::toString).orElse(null),
                list.error().orElse(null));
    }
}
