package io.caravan.chat;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether and which {@link Tool} the model must use. */
public sealed interface ToolChoice {

    /** The model decides. */
    record Auto() implements ToolChoice {}

    /** No tool may be called. */
    record None() implements ToolChoice {}

    /** Some tool must be called. */
    record Required() implements ToolChoice {}

    /** This function must be called. */
    record Named(String name) implements ToolChoice {}

    /** A form that only some providers know, such as OpenAI's {@code allowed_tools}. */
    record Other(JsonNode raw) implements ToolChoice {}
}
