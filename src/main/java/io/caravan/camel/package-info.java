/** The only room that knows Apache Camel: components, routes that live, and the beans that routes call. */
@NullMarked
package io.caravan.camel;

import org.jspecify.annotations.NullMarked;
