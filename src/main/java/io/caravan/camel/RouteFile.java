package io.caravan.camel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** What one file of the routes folder defines, understood but not yet running. */
record RouteFile(
        Path path,
        List<RouteDefinition> routes,
        List<TemplatedRouteDefinition> templatedRoutes,
        List<RouteTemplateDefinition> templates,
        List<RouteConfigurationDefinition> configurations) {

    /** The definitions in a file's content. */
    static RouteFile parse(CamelContext context, Path path, byte[] content) throws Exception {
        var resource = ResourceHelper.fromBytes("file:" + path, content);
        Collection<RoutesBuilder> builders =
                PluginHelper.getRoutesLoader(context).findRoutesBuilders(resource);
        RouteFile file =
                new RouteFile(path, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (RoutesBuilder builder : builders) {
            file.add((RouteBuilder) builder, context);
        }
        return file;
    }

    private void add(RouteBuilder builder, CamelContext context) throws Exception {
        if (builder instanceof RouteConfigurationBuilder configuring) {
            configuring.setCamelContext(context);
            configuring.configuration();
            configurations.addAll(configuring.getRouteConfigurationCollection().getRouteConfigurations());
        }
        routes.addAll(builder.configureRoutes(context).getRoutes());
        templatedRoutes.addAll(builder.getTemplatedRouteCollection().getTemplatedRoutes());
        templates.addAll(builder.getRouteTemplateCollection().getRouteTemplates());
    }

    /** Whether routes of other files depend on what stands here. */
    boolean shared() {
        return !templates.isEmpty() || !configurations.isEmpty();
    }

    /** The ids that the file gives its routes. */
    List<String> routeIds() {
        List<String> ids = new ArrayList<>();
        routes.forEach(route -> ids.add(route.getRouteId()));
        templatedRoutes.forEach(route -> ids.add(route.getRouteId()));
        return ids;
    }
}
