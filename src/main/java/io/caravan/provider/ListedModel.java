package io.caravan.provider;

/**
 * A model that a provider says it has.
 *
 * @param name as the provider spells it
 * @param facts what the provider tells of it
 */
public record ListedModel(String name, ModelFacts facts) {}
