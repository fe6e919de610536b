package io.caravan.provider;

/** Where a model is: its provider, and its name there. */
public record Place(Provider provider, String model) {

    /** The name with its provider's prefix. */
    public String id() {
        return provider.id() + "/" + model;
    }

    /** Whether this is the same model of the same provider. */
    boolean isAt(Place other) {
        return id().equals(other.id());
    }
}
