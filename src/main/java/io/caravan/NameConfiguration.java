package io.caravan;

import io.caravan.invoke.Defaults;
import io.caravan.provider.Aliases;
import io.caravan.provider.AllowedModels;
import io.caravan.provider.Ceilings;
import io.caravan.provider.Clauses;
import io.caravan.provider.Providers;
import io.caravan.settings.NameSettings;
import io.caravan.settings.Variables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** What models may be called, which may be used, and how much they may say. */
@Configuration
@EnableConfigurationProperties(NameSettings.class)
class NameConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(NameConfiguration.class);

    @Bean
    NamedValues namedValues(ConfigurableEnvironment environment, Variables variables) {
        return new NamedValues(new NamedProperties(environment), variables);
    }

    @Bean
    Aliases aliases(NamedValues values) {
        return values.read("caravan.aliases", "LLM_ALIASES", Aliases::new);
    }

    @Bean
    Ceilings ceilings(NamedValues values) {
        return values.read(
                "caravan.max-output-tokens", "LLM_MODEL_MAX_OUTPUT_TOKENS", texts -> new Ceilings(numbers(texts)));
    }

    @Bean
    AllowedModels allowedModels(NameSettings settings, Variables variables) {
        List<String> names = list(settings.allowedModels(), variables, "LLM_ALLOWED_MODELS");
        List<String> displayNames =
                list(settings.allowedModelDisplayNames(), variables, "LLM_ALLOWED_MODEL_DISPLAY_NAMES");
        if (!displayNames.isEmpty() && displayNames.size() != names.size()) {
            LOG.warn(
                    "the display names are not used: there are {} of them, but {} allowed models",
                    displayNames.size(),
                    names.size());
        }
        return new AllowedModels(names, displayNames);
    }

    @Bean
    Providers providers(Aliases aliases, AllowedModels allowed) {
        return new Providers(aliases, allowed);
    }

    @Bean
    NameWarnings nameWarnings(Providers providers, Aliases aliases, AllowedModels allowed, Defaults defaults) {
        return new NameWarnings(providers, aliases, allowed, defaults);
    }

    private static List<String> list(List<String> property, Variables variables, String variable) {
        return property.isEmpty()
                ? variables
                        .first(List.of(variable))
                        .map(text -> Clauses.divided(text, ","))
                        .orElse(List.of())
                : property;
    }

    private static Map<String, Integer> numbers(Map<String, String> texts) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        texts.forEach((name, text) -> numbers.put(name, number(name, text)));
        return numbers;
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(
                    "the tokens of " + name + " must be a whole number of 1 or more, not \"" + text + "\"", wrong);
        }
    }
}
