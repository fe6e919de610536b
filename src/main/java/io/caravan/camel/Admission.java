package io.caravan.camel;

import io.caravan.call.Call;
import io.caravan.call.Calls;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Lets requests in as long as there is room. */
@Component
public class Admission {

    private final Calls calls;

    public Admission(Calls calls) {
        this.calls = calls;
    }

    /** Takes a place among the calls in flight, until the call's end. */
    public void admit(Exchange exchange) {
        Call call = ExchangeVariables.call(exchange).orElseThrow();
        calls.admit(call);
    }
}
