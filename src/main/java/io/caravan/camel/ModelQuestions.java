package io.caravan.camel;

import io.caravan.error.GatewayException;
import io.caravan.provider.GatheredModels;
import io.caravan.provider.Listing;
import io.caravan.provider.ListingTransformer;
import io.caravan.provider.ModelPage;
import io.caravan.provider.Provider;
import io.caravan.provider.RoutedListing;
import io.caravan.provider.UpstreamAnswer;
import io.caravan.provider.UpstreamRequest;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Asks providers for their models, each in the way that its route file tells. */
@Component
public class ModelQuestions {

    private static final String BEAN = "ListingTransformer";

    private final Map<String, ListingTransformer> transformers;

    /**
     * @param transformers by the names of their beans
     */
    public ModelQuestions(Map<String, ListingTransformer> transformers) {
        this.transformers = Map.copyOf(transformers);
    }

    /**
     * Makes sure that what a provider's route file says of its list makes sense.
     *
     * @throws IllegalArgumentException that says what does not
     */
    void check(Provider provider) {
        Optional<String> way = Listing.of(provider.quirks()).way().filter(one -> !one.equals(Listing.IN_PROCESS));
        if (way.isPresent()) {
            transformer(way.get())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "listing: \"" + way.get() + "\" is no dialect that has lists of models"))
                    .check(provider);
        }
    }

    /** Begins the list that the message's {@link RoutedListing} asks for. */
    public void begin(Exchange exchange) {
        RoutedListing listing = exchange.getMessage().getBody(RoutedListing.class);
        ExchangeVariables.ROUTED.set(exchange, listing);
        ExchangeVariables.LISTED.set(exchange, new GatheredModels(listing.provider()));
    }

    /** Whether a page is still to be asked for. */
    public boolean pending(Exchange exchange) {
        return exchange.getException() == null && exchange.getMessage().getBody() instanceof RoutedListing;
    }

    /**
     * Turns the message's {@link RoutedListing} into the request for its page, and puts into the variable {@code route}
     * which route takes it. A provider in the gateway's own process is asked as it is.
     */
    public void request(Exchange exchange) {
        RoutedListing listing = exchange.getMessage().getBody(RoutedListing.class);
        Provider provider = listing.provider();
        if (Listing.of(provider.quirks()).way().equals(Optional.of(Listing.IN_PROCESS))) {
            ExchangeVariables.ROUTE.set(exchange, provider.id());
            return;
        }
        UpstreamRequest request = transformer(listing).request(listing);
        ExchangeVariables.ROUTE.set(exchange, request.body().length == 0 ? "upstream-get" : "upstream");
        exchange.getMessage().setBody(request);
    }

    /** Takes the page that was answered, and turns it into the request for the next, or into all models. */
    public void answer(Exchange exchange) {
        ModelPage page = switch (exchange.getMessage().getBody()) {
            case UpstreamAnswer answer -> transformer(answer).answer(answer);
            case ModelPage known -> known;
            default -> throw new IllegalStateException("nothing that a provider answers to the question for models");
        };
        GatheredModels list = ExchangeVariables.listed(exchange).orElseThrow();
        Optional<RoutedListing> next = list.add(page);
        exchange.getMessage().setBody(next.isPresent() ? next.get() : list.models());
    }

    private ListingTransformer transformer(UpstreamAnswer answer) {
        return transformer(new RoutedListing(answer.routed().provider(), Optional.empty()));
    }

    private ListingTransformer transformer(RoutedListing listing) {
        return Listing.of(listing.provider().quirks())
                .way()
                .flatMap(this::transformer)
                .orElseThrow(() -> GatewayException.unsupported(
                                "provider", listing.provider().id() + " has no list of its models")
                        .at(listing.origin()));
    }

    private Optional<ListingTransformer> transformer(String way) {
        return Optional.ofNullable(transformers.get(way + BEAN));
    }
}
