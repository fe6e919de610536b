/** The two entrances that answer in fragments: one question, or a whole conversation. */
@NullMarked
package io.caravan.invoke;

import org.jspecify.annotations.NullMarked;
