package io.caravan.model;

import java.util.Optional;

/**
 * What a model can take. What is not known is empty, and taken for a yes.
 *
 * @param images in messages
 * @param tools functions it may call
 * @param audio in messages
 * @param documents in messages
 */
public record ModelFacts(
        Optional<Boolean> images, Optional<Boolean> tools, Optional<Boolean> audio, Optional<Boolean> documents) {

    /** Nothing is known. */
    public static final ModelFacts UNKNOWN =
            new ModelFacts(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** These facts, and the others where these tell nothing. */
    ModelFacts or(ModelFacts others) {
        return new ModelFacts(
                images.or(others::images),
                tools.or(others::tools),
                audio.or(others::audio),
                documents.or(others::documents));
    }
}
