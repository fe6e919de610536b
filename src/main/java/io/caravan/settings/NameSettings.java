package io.caravan.settings;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which models may be used.
 *
 * @param allowedModels names and families, all models if there are none
 * @param allowedModelDisplayNames for people to read, one for each
 */
@ConfigurationProperties("caravan")
public record NameSettings(
        @DefaultValue List<String> allowedModels,
        @DefaultValue List<String> allowedModelDisplayNames) {}
