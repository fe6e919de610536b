/** Variables and properties that Spring knows. */
@NullMarked
package io.caravan.settings;

import org.jspecify.annotations.NullMarked;
