/** Variables from the environment and the .env file. */
@NullMarked
package io.caravan.settings;

import org.jspecify.annotations.NullMarked;
