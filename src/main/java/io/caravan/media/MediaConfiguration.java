package io.caravan.media;

import io.caravan.http.BodyMemory;
import io.caravan.settings.CaravanSettings;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The fetching of files, put together. */
@Configuration
class MediaConfiguration {

    @Bean
    Downloads downloads(CaravanSettings settings) {
        MediaClient client = new MediaClient(settings.media(), SystemDefaultDnsResolver.INSTANCE);
        return new Downloads(client, settings.media());
    }

    @Bean
    RemoteContent remoteContent(Downloads downloads, BodyMemory memory, CaravanSettings settings) {
        return new RemoteContent(downloads, memory, settings);
    }
}
