/** A call in flight: its deadlines, its cancellation and its end. */
@NullMarked
package io.caravan.call;

import org.jspecify.annotations.NullMarked;
