package io.caravan.model;

import io.caravan.settings.CaravanSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The knowledge of models, put together. */
@Configuration
class ModelConfiguration {

    @Bean
    Catalogue catalogue(CaravanSettings settings) {
        return Catalogue.read(settings.models().ownCatalogue());
    }

    @Bean
    Capabilities capabilities(Catalogue catalogue) {
        return new Capabilities(catalogue);
    }
}
