/** Simulated models: a provider in the gateway's own process, and seven wire formats over HTTP, faults included. */
@NullMarked
package io.caravan.simulator;

import org.jspecify.annotations.NullMarked;
