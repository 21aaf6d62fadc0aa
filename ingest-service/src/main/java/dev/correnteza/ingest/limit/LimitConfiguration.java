package dev.correnteza.ingest.limit;

import dev.correnteza.gateways.Subnets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LimitConfiguration {
    @Bean
    RateLimits rateLimits(LimitProperties properties) {
        return new RateLimits(properties);
    }

    @Bean
    ClientAddress clientAddress(LimitProperties properties) {
        return new ClientAddress(Subnets.of(properties.trustedProxies()), properties.proxyHeader());
    }
}
