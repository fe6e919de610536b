/** The dialect of Cohere's Chat API. */
@NullMarked
package io.caravan.cohere;

import org.jspecify.annotations.NullMarked;
