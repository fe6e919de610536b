/** What is known of models: a dated catalogue, and what the operator knows better. */
@NullMarked
package io.caravan.model;

import org.jspecify.annotations.NullMarked;
