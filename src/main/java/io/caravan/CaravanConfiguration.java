package io.caravan;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.call.Calls;
import io.caravan.call.Timeouts;
import io.caravan.chat.json.ChatModule;
import io.caravan.embedding.json.EmbeddingModule;
import io.caravan.invoke.Defaults;
import io.caravan.pacing.Gates;
import io.caravan.provider.Answers;
import io.caravan.provider.Canceller;
import io.caravan.provider.TokenCache;
import io.caravan.settings.CaravanSettings;
import io.caravan.settings.Variables;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The parts of the gateway, put together. */
@Configuration
@EnableConfigurationProperties(CaravanSettings.class)
class CaravanConfiguration {

    private static final int MOST_TOKENS = 1_000_000;
    private static final int LONGEST_NAME = 10_000;

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    ChatModule chatModule() {
        return new ChatModule();
    }

    @Bean
    EmbeddingModule embeddingModule() {
        return new EmbeddingModule();
    }

    /** JSON of strangers: no deeper, longer or more than set. */
    @Bean
    Jackson2ObjectMapperBuilderCustomizer boundedJson(CaravanSettings settings) {
        var constraints = StreamReadConstraints.builder()
                .maxNestingDepth(settings.limits().nesting())
                .maxStringLength(Math.toIntExact(Math.max(
                        settings.limits().body().toBytes(),
                        settings.limits().answer().toBytes())))
                .maxTokenCount(MOST_TOKENS)
                .maxNameLength(LONGEST_NAME)
                .build();
        return builder -> builder.factory(new JsonFactoryBuilder()
                .streamReadConstraints(constraints)
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .build());
    }

    @Bean
    Variables variables(ConfigurableEnvironment environment) {
        return new Variables(
                name -> Optional.ofNullable(environment.getProperty(name)),
                environment.getPropertySources().stream()
                        .filter(SystemEnvironmentPropertySource.class::isInstance)
                        .map(source -> ((SystemEnvironmentPropertySource) source).getSource())
                        .toList());
    }

    @Bean
    Defaults defaults(Variables variables) {
        return Defaults.of(variables);
    }

    @Bean
    Calls calls(CaravanSettings settings) {
        CaravanSettings.Timeouts timeouts = settings.timeouts();
        return new Calls(
                new Timeouts(timeouts.firstToken(), timeouts.idle(), timeouts.total()),
                settings.limits().inFlight());
    }

    @Bean
    Gates gates(CaravanSettings settings) {
        return new Gates(settings.kafka().maxInFlight());
    }

    @Bean
    Answers answers(ObjectMapper json, CaravanSettings settings, Canceller canceller) {
        return new Answers(json, Math.toIntExact(settings.limits().answer().toBytes()), canceller);
    }

    @Bean
    TokenCache tokenCache(InstantSource clock) {
        return new TokenCache(clock);
    }
}
