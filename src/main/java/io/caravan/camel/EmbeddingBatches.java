package io.caravan.camel;

import io.caravan.embedding.EmbeddingResponse;
import io.caravan.provider.RoutedEmbedding;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Divides what is to be embedded into calls that the provider takes, and joins their answers in that order. */
@Component
public class EmbeddingBatches implements AggregationStrategy {

    /** The calls, of which none has more inputs than that. */
    public List<RoutedEmbedding> of(RoutedEmbedding routed, int most) {
        return routed.batches(most);
    }

    /** Also notes with the whole what has been used so far, of which a later failure must not make us lose count. */
    @Override
    public Exchange aggregate(@Nullable Exchange before, Exchange next, Exchange whole) {
        Exchange joined = aggregate(before, next);
        if (joined.getMessage().getBody() instanceof EmbeddingResponse response) {
            response.usage().ifPresent(usage -> ExchangeVariables.USED.set(whole, usage));
        }
        return joined;
    }

    @Override
    public Exchange aggregate(@Nullable Exchange before, Exchange next) {
        if (before == null || next.isFailed()) {
            return next;
        }
        EmbeddingResponse joined = before.getMessage()
                .getBody(EmbeddingResponse.class)
                .and(next.getMessage().getBody(EmbeddingResponse.class));
        before.getMessage().setBody(joined);
        return before;
    }
}
