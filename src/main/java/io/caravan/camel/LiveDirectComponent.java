package io.caravan.camel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumer;
import org.apache.camel.component.direct.DirectEndpoint;

/**
 * Camel's {@code direct}, where a newer route may take a name over while the older one still finishes its work:
 * the newest consumer of a name is the one that is called, and the one before it is when that is gone.
 */
final class LiveDirectComponent extends DirectComponent {

    private final Map<String, Deque<DirectConsumer>> consumers = new HashMap<>();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        DirectEndpoint endpoint = new LiveDirectEndpoint(uri, this);
        endpoint.setBlock(isBlock());
        endpoint.setTimeout(getTimeout());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    public synchronized void addConsumer(String key, DirectConsumer consumer) {
        Deque<DirectConsumer> sameName = consumers.computeIfAbsent(key, _ -> new ArrayDeque<>());
        DirectConsumer older = sameName.peek();
        if (older != null) {
            super.removeConsumer(key, older);
        }
        sameName.push(consumer);
        super.addConsumer(key, consumer);
    }

    @Override
    public synchronized void removeConsumer(String key, DirectConsumer consumer) {
        Deque<DirectConsumer> sameName = consumers.getOrDefault(key, new ArrayDeque<>());
        boolean newest = consumer.equals(sameName.peek());
        sameName.remove(consumer);
        super.removeConsumer(key, consumer);
        DirectConsumer older = sameName.peek();
        if (newest && older != null) {
            super.addConsumer(key, older);
        }
    }

    private static final class LiveDirectEndpoint extends DirectEndpoint implements MultipleConsumersSupport {

        LiveDirectEndpoint(String uri, DirectComponent component) {
            super(uri, component);
        }

        @Override
        public boolean isMultipleConsumersSupported() {
            return true;
        }
    }
}
