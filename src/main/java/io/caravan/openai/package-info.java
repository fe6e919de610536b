/** OpenAI's chat completions, and the family of providers compatible with it. */
@NullMarked
package io.caravan.openai;

import org.jspecify.annotations.NullMarked;
