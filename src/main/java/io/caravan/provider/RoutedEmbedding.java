package io.caravan.provider;

import io.caravan.embedding.EmbeddingRequest;
import io.caravan.error.Origin;
import java.util.List;

/**
 * Texts to be embedded, whose provider has been chosen.
 *
 * @param model the model as the provider names it
 */
public record RoutedEmbedding(EmbeddingRequest embedding, Provider provider, String model) implements Routed {

    @Override
    public Origin origin() {
        return new Origin(provider.id(), embedding.model());
    }

    @Override
    public boolean streams() {
        return false;
    }

    /** The same in pieces of which none has more inputs than that, in the order of the inputs. */
    public List<RoutedEmbedding> batches(int most) {
        return embedding.batches(most).stream()
                .map(batch -> new RoutedEmbedding(batch, provider, model))
                .toList();
    }
}
