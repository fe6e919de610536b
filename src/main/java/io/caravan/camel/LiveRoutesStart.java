package io.caravan.camel;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Lets {@link LiveRoutes} begin when Camel has started the routes of the folder; if they make no sense, nothing starts. */
@Component
class LiveRoutesStart implements ApplicationRunner {

    private final ObjectProvider<LiveRoutes> routes;

    LiveRoutesStart(ObjectProvider<LiveRoutes> routes) {
        this.routes = routes;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        routes.getObject().begin();
    }
}
