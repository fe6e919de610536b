/** Pictures and documents that requests name by address, fetched for providers that want their content. */
@NullMarked
package io.caravan.media;

import org.jspecify.annotations.NullMarked;
