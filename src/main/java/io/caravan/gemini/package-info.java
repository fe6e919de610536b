/** Google's Gemini API, generateContent. */
@NullMarked
package io.caravan.gemini;

import org.jspecify.annotations.NullMarked;
