/** HTTP as the gateway meets it on both sides: bodies in and out, clients that leave, providers that are called. */
@NullMarked
package io.caravan.http;

import org.jspecify.annotations.NullMarked;
