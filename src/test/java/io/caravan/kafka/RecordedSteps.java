package io.caravan.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Takes note of the beans that requests go through. */
final class RecordedSteps implements InterceptStrategy {

    /** Where a request comes in, waits and gets its form: these differ, as they should. */
    private static final Set<String> OWN = Set.of(
            "generate",
            "invoke",
            "chat",
            "embeddings",
            "reply",
            "kafka-requests",
            "kafka-request",
            "kafka-reply",
            "patience");

    private final Map<String, List<String>> taken = new ConcurrentHashMap<>();

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode node, Processor target, Processor next) {
        String route = CamelContextHelper.getRouteId(node);
        if (!node.getShortName().equals("bean") || OWN.contains(route)) {
            return target;
        }
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                taken.computeIfAbsent(exchange.getExchangeId(), _ -> new CopyOnWriteArrayList<>())
                        .add(route + ": " + node.getLabel());
                return super.process(exchange, callback);
            }
        };
    }

    /** The steps of the one request since the last time. */
    List<String> take() {
        assertThat(taken).hasSize(1);
        List<String> steps = taken.values().iterator().next();
        forget();
        return steps;
    }

    void forget() {
        taken.clear();
    }
}
