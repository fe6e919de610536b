/** Apps made with Dify, each of which is one model. */
@NullMarked
package io.caravan.dify;

import org.jspecify.annotations.NullMarked;
