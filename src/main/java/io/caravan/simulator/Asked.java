package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/** A request to a simulated model. */
interface Asked {

    String model();

    /** The request's member of that name, of any kind. */
    JsonNode simulator();
}
