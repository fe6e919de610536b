/** Embeddings in canonical form: what is asked, and the vectors that come back. */
@NullMarked
package io.caravan.embedding;

import org.jspecify.annotations.NullMarked;
