/** Server-sent events, read from and written to bytes. */
@NullMarked
package io.caravan.sse;

import org.jspecify.annotations.NullMarked;
