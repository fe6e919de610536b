/** What can go wrong, as one table of codes, and the body that tells a caller. */
@NullMarked
package io.caravan.error;

import org.jspecify.annotations.NullMarked;
