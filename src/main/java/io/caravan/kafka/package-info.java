/** Requests that come by Kafka, and what is to become of them: who gets the answer, and what is already answered. */
@NullMarked
package io.caravan.kafka;

import org.jspecify.annotations.NullMarked;
