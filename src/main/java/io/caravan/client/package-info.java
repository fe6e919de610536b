/** The forms in which clients are answered, whichever provider gave the answer. */
@NullMarked
package io.caravan.client;

import org.jspecify.annotations.NullMarked;
