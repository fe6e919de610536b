/** What calls took and cost, told, priced or estimated: one record for each, whatever its end. */
@NullMarked
package io.caravan.usage;

import org.jspecify.annotations.NullMarked;
