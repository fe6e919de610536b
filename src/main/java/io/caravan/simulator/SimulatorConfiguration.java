package io.caravan.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lends the simulated models real time. */
@Configuration(proxyBeanMethods = false)
class SimulatorConfiguration {

    @Bean
    Backstage backstage(ObjectMapper json, InstantSource clock) {
        return new Backstage(json, clock, () -> UUID.randomUUID().toString().replace("-", ""), ClockPatience::new);
    }
}
