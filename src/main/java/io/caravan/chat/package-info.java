/** The canonical chat types: what is asked, what is answered, in the words of OpenAI's chat completions. */
@NullMarked
package io.caravan.chat;

import org.jspecify.annotations.NullMarked;
