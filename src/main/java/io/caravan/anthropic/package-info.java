/** Anthropic's Messages API. */
@NullMarked
package io.caravan.anthropic;

import org.jspecify.annotations.NullMarked;
