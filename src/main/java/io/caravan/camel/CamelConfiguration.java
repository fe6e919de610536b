package io.caravan.camel;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.call.Calls;
import io.caravan.http.BodyMemory;
import io.caravan.http.ConnectionProtocol;
import io.caravan.http.RefusalValve;
import io.caravan.http.RequestBodies;
import io.caravan.http.RequestIds;
import io.caravan.http.UpstreamClient;
import io.caravan.provider.EmbeddingTransformer;
import io.caravan.provider.Providers;
import io.caravan.provider.Transformer;
import io.caravan.settings.CaravanSettings;
import io.caravan.settings.Variables;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.model.ModelCamelContext;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** How Camel is fitted into the application. */
@Configuration
class CamelConfiguration {

    @Bean("direct-component")
    LiveDirectComponent directComponent() {
        return new LiveDirectComponent();
    }

    @Bean("platform-http-component")
    LivePlatformHttpComponent platformHttpComponent() {
        return new LivePlatformHttpComponent();
    }

    @Bean(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME)
    HttpEntrance httpEntrance() {
        return new HttpEntrance();
    }

    @Bean
    BodyMemory bodyMemory(CaravanSettings settings) {
        return new BodyMemory(settings.limits().bodies().toBytes());
    }

    @Bean
    RequestBodies requestBodies(CaravanSettings settings, BodyMemory memory) {
        return new RequestBodies(settings.limits().body().toBytes(), memory);
    }

    @Bean
    FilterRegistrationBean<HttpEntranceFilter> httpEntranceFilter(
            HttpEntrance entrance,
            Calls calls,
            RequestBodies bodies,
            RequestIds ids,
            ObjectMapper json,
            CaravanSettings settings) {
        var filter = new HttpEntranceFilter(
                entrance,
                calls,
                bodies,
                ids,
                json,
                new ResponseSettings(settings.stream().ping()));
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat() {
        return factory -> {
            factory.setProtocol(ConnectionProtocol.class.getName());
            // Clients write the slash in a model's name so.
            factory.addConnectorCustomizers(
                    connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(RefusalValve.class.getName());
                }
            });
        };
    }

    @Bean(destroyMethod = "shutdown")
    UpstreamClient upstreamClient(CaravanSettings settings) {
        return new UpstreamClient(
                settings.timeouts().connect(),
                settings.upstream().keepAlive(),
                settings.upstream().connections());
    }

    @Bean
    ProviderRoutes providerRoutes(
            Providers providers,
            Variables variables,
            CaravanSettings settings,
            Environment environment,
            Map<String, Transformer> dialects,
            Map<String, EmbeddingTransformer> embeddings,
            ModelQuestions questions) {
        boolean standsIn =
                settings.simulator().enabled() && settings.simulator().standIn();
        String address = "http://localhost:" + environment.getProperty("server.port", "8080");
        return new ProviderRoutes(
                providers,
                new ProviderWords(variables, standsIn ? Optional.of(address) : Optional.empty()),
                new DialectWords(dialects, embeddings, questions));
    }

    @Bean
    LiveRoutes liveRoutes(
            CamelContext context,
            HttpEntrance entrance,
            ProviderRoutes providers,
            Calls calls,
            CaravanSettings settings) {
        return new LiveRoutes((ModelCamelContext) context, entrance, providers, calls, settings.routes());
    }
}
