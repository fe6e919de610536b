package io.caravan.model;

import io.caravan.settings.CaravanSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The knowledge of models, put together. */
@Configuration
class ModelConfiguration {

    @Bean
    LiveCatalogue catalogue(CaravanSettings settings) {
        return new LiveCatalogue(
                settings.models().ownCatalogue(), settings.models().poll());
    }

    @Bean
    Capabilities capabilities(LiveCatalogue catalogue) {
        return new Capabilities(catalogue::now);
    }
}
