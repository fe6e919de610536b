package io.caravan.provider;

import io.caravan.error.Origin;

/** Something that is asked of a provider, and the provider that was chosen for it. */
public sealed interface Routed permits RoutedRequest, RoutedEmbedding, RoutedListing {

    /** Who is asked. */
    Provider provider();

    /** The model as the provider names it. */
    String model();

    /** The place to name in an error. */
    Origin origin();

    /** Whether the answer is wanted piece by piece. */
    boolean streams();
}
