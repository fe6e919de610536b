/** The JSON form of the canonical chat types, read with validation and written as OpenAI's clients expect it. */
@NullMarked
package io.caravan.chat.json;

import org.jspecify.annotations.NullMarked;
