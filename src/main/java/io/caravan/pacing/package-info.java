/** How often providers may be asked that have said that they are asked too often. */
@NullMarked
package io.caravan.pacing;

import org.jspecify.annotations.NullMarked;
