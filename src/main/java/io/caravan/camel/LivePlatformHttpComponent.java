package io.caravan.camel;

import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.DefaultPlatformHttpConsumer;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;

/** Camel's {@code platform-http}, where a newer route may take a path over from an older one. */
final class LivePlatformHttpComponent extends PlatformHttpComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        PlatformHttpEndpoint endpoint = new LiveEndpoint(uri, remaining, this);
        endpoint.setPlatformHttpEngine(getEngine());
        setEndpointHeaderFilterStrategy(endpoint);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    private static final class LiveEndpoint extends PlatformHttpEndpoint implements MultipleConsumersSupport {

        LiveEndpoint(String uri, String remaining, Component component) {
            super(uri, remaining, component);
        }

        @Override
        public boolean isMultipleConsumersSupported() {
            return true;
        }

        @Override
        public DefaultPlatformHttpConsumer createConsumer(Processor processor) throws Exception {
            DefaultPlatformHttpConsumer consumer = new LiveConsumer(this, processor);
            configureConsumer(consumer);
            return consumer;
        }
    }

    /** Tells its door which route it belongs to. */
    private static final class LiveConsumer extends DefaultPlatformHttpConsumer {

        LiveConsumer(Endpoint endpoint, Processor processor) {
            super(endpoint, processor);
        }

        @Override
        protected void doStart() throws Exception {
            if (getPlatformHttpConsumer() instanceof HttpDoor door) {
                door.setRouteId(getRouteId());
            }
            super.doStart();
        }
    }
}
