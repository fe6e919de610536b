package io.caravan.camel;

import io.caravan.provider.Canceller;
import io.caravan.provider.UpstreamAnswer;
import io.caravan.provider.UpstreamRequest;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** Cancels by the route {@code upstream-cancel}, in the background. */
@Component
public class UpstreamCanceller implements Canceller {

    private final Errands errands;

    public UpstreamCanceller(Errands errands) {
        this.errands = errands;
    }

    @Override
    public void cancel(UpstreamRequest request) {
        var _ = errands.run("upstream-cancel", request.routed(), request, Object.class);
    }

    /** Takes no notice of what a provider answered. */
    public void ignore(UpstreamAnswer answer) throws IOException {
        answer.body().close();
    }
}
