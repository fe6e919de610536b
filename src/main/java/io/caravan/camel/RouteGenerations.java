package io.caravan.camel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the routes of files beside those that run, under ids of their own: the second generation of {@code openai}
 * is {@code openai~2}. Either all start or none does.
 */
final class RouteGenerations {

    private static final Logger LOG = LoggerFactory.getLogger(RouteGenerations.class);

    private final ModelCamelContext context;
    private int generation = 1;

    RouteGenerations(ModelCamelContext context) {
        this.context = context;
    }

    /**
     * Starts the routes of the files, the shared definitions of the first included.
     *
     * @return the ids of the new routes, by file
     * @throws Exception if a definition is wrong; then everything is as it was
     */
    List<List<String>> start(List<RouteFile> files) throws Exception {
        generation++;
        List<String> started = new ArrayList<>();
        Shared shared = new Shared(context);
        try {
            List<List<String>> ids = new ArrayList<>();
            shared.replace(files.getFirst());
            for (RouteFile file : files) {
                ids.add(start(file, started));
            }
            return ids;
        } catch (Exception wrong) {
            started.forEach(this::remove);
            shared.restore();
            throw wrong;
        }
    }

    private List<String> start(RouteFile file, List<String> started) throws Exception {
        List<String> ids = new ArrayList<>();
        for (RouteDefinition route : file.routes()) {
            String id = route.getRouteId() + "~" + generation;
            route.setId(id);
            started.add(id);
            context.addRouteDefinition(route);
            ids.add(id);
        }
        for (TemplatedRouteDefinition route : file.templatedRoutes()) {
            String id = route.getRouteId() + "~" + generation;
            route.setRouteId(id);
            started.add(id);
            context.addRouteFromTemplatedRoute(route);
            ids.add(id);
        }
        return ids;
    }

    /** Ends a route that nobody uses any more. */
    void remove(String id) {
        try {
            if (context.getRoute(id) != null) {
                context.getRouteController().stopRoute(id);
                context.removeRoute(id);
            }
            RouteDefinition definition = context.getRouteDefinition(id);
            if (definition != null) {
                context.removeRouteDefinition(definition);
            }
        } catch (Exception failure) {
            LOG.warn("route {} could not be removed", id, failure);
        }
    }

    /** The templates and configurations that a new file takes the place of. */
    private static final class Shared {

        private final ModelCamelContext context;
        private final Collection<RouteTemplateDefinition> oldTemplates = new ArrayList<>();
        private final Collection<RouteConfigurationDefinition> oldConfigurations = new ArrayList<>();
        private List<RouteConfigurationDefinition> newConfigurations = List.of();

        Shared(ModelCamelContext context) {
            this.context = context;
        }

        void replace(RouteFile file) throws Exception {
            for (RouteTemplateDefinition template : file.templates()) {
                RouteTemplateDefinition old = context.getRouteTemplateDefinition(template.getId());
                if (old != null) {
                    oldTemplates.add(old);
                    context.removeRouteTemplateDefinition(old);
                }
                context.addRouteTemplateDefinitions(List.of(template));
            }
            if (!file.configurations().isEmpty()) {
                context.getRouteConfigurationDefinitions().stream()
                        .filter(configuration -> standsIn(file.path(), configuration))
                        .forEach(oldConfigurations::add);
                for (RouteConfigurationDefinition old : oldConfigurations) {
                    context.removeRouteConfiguration(old);
                }
                newConfigurations = file.configurations();
                context.addRouteConfigurations(newConfigurations);
            }
        }

        private static boolean standsIn(Path file, RouteConfigurationDefinition configuration) {
            return Path.of(configuration.getResource().getLocation().replaceFirst("^file:(//)?", ""))
                    .toAbsolutePath()
                    .normalize()
                    .equals(file.toAbsolutePath().normalize());
        }

        void restore() throws Exception {
            for (RouteTemplateDefinition old : oldTemplates) {
                context.removeRouteTemplateDefinition(context.getRouteTemplateDefinition(old.getId()));
                context.addRouteTemplateDefinitions(List.of(old));
            }
            if (!newConfigurations.isEmpty()) {
                for (RouteConfigurationDefinition wrong : newConfigurations) {
                    context.removeRouteConfiguration(wrong);
                }
                context.addRouteConfigurations(List.copyOf(oldConfigurations));
            }
        }
    }
}
