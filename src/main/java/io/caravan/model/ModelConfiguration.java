package io.caravan.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.caravan.provider.Aliases;
import io.caravan.provider.AllowedModels;
import io.caravan.provider.Providers;
import io.caravan.settings.CaravanSettings;
import java.time.Duration;
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

    @Bean
    Offers offers(Providers providers, Aliases aliases, AllowedModels allowed, LiveCatalogue catalogue) {
        return new Offers(providers, aliases, allowed, catalogue);
    }

    @Bean
    ModelDirectory modelDirectory(LiveCatalogue catalogue, Offers offers) {
        return new ModelDirectory(catalogue, offers);
    }

    @Bean
    ModelAnswers modelAnswers(Providers providers, Offers offers) {
        return new ModelAnswers(providers, offers);
    }

    /** What providers answered, by their ids. Routes know it by this name. */
    @Bean
    Cache<Object, Object> modelLists(CaravanSettings settings) {
        return cache(settings.models().ttl(), Ticker.systemTicker());
    }

    /** A cache whose entries live for so long after they were written, however often they are read. */
    static Cache<Object, Object> cache(Duration ttl, Ticker ticker) {
        return Caffeine.newBuilder()
                .expireAfterWrite(ttl)
                .maximumSize(1000)
                .ticker(ticker)
                .build();
    }
}
