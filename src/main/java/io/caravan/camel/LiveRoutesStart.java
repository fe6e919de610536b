package io.caravan.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Lets {@link LiveRoutes} begin when Camel has started the routes of the folder. */
@Component
class LiveRoutesStart implements CamelContextConfiguration {

    private final ObjectProvider<LiveRoutes> routes;

    LiveRoutesStart(ObjectProvider<LiveRoutes> routes) {
        this.routes = routes;
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        // Nothing has been loaded yet.
    }

    @Override
    public void afterApplicationStart(CamelContext context) {
        routes.getObject().begin();
    }
}
