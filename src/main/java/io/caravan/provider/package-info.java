/** Model providers: who they are, which model names are theirs, and what a wire dialect has to translate. */
@NullMarked
package io.caravan.provider;

import org.jspecify.annotations.NullMarked;
