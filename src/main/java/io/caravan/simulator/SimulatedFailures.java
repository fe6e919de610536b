package io.caravan.simulator;

import io.caravan.call.Call;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.Cancellations;
import io.caravan.provider.FailureText;
import io.caravan.provider.Routed;
import java.time.Duration;
import java.util.Optional;

/** The failures that a request to a simulated model ends in, the same as with a real provider that goes wrong so. */
record SimulatedFailures(Routed routed, Optional<Call> call) {

    private static final int OK = 200;

    /** The failure of a request that was refused. */
    GatewayException refused(Refusal refusal) {
        String message = refusal.html()
                ? "HTTP status " + refusal.status()
                : Trouble.simulated(refusal.status(), refusal.retryAfter()).message();
        Optional<Duration> wait =
                refusal.retryAfter().stream().mapToObj(Duration::ofSeconds).findFirst();
        return new GatewayException(FailureText.byStatus(refusal.status()), provider() + ": " + message)
                .at(routed.origin().withStatus(refusal.status()))
                .retryAfter(wait);
    }

    /** The failure of an answer in which something goes wrong. */
    GatewayException of(Mishap.Kind kind) {
        GatewayException failure = switch (kind) {
            case CUT, END, STALL -> brokenOff();
            case ERROR -> new GatewayException(ErrorCode.SERVER_ERROR, provider() + ": The server had an error");
            case MALFORMED ->
                new GatewayException(ErrorCode.BAD_ANSWER, provider() + " answered something that is not JSON");
        };
        return failure.at(routed.origin().withStatus(OK));
    }

    /** The failure of a call that nobody waits for any more. */
    GatewayException stopped() {
        return call.flatMap(Call::cancelled)
                .map(reason -> Cancellations.failure(reason, routed))
                .orElseGet(() -> brokenOff().at(routed.origin()));
    }

    private GatewayException brokenOff() {
        return new GatewayException(ErrorCode.CONNECTION, provider() + " broke off its answer before the end");
    }

    private String provider() {
        return routed.provider().id();
    }
}
