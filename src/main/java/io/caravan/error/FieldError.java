package io.caravan.error;

/**
 * What is wrong with one member of a request.
 *
 * @param path where it stands, for example {@code messages.0.content}
 */
public record FieldError(String path, String message) {}
