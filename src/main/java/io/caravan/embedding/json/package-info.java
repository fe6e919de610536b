/** The JSON form of embeddings, which is OpenAI's. */
@NullMarked
package io.caravan.embedding.json;

import org.jspecify.annotations.NullMarked;
