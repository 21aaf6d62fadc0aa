package dev.correnteza.processor.matching;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class MatchingConfiguration {
    @Bean
    PaymentIdPrefixes paymentIdPrefixes(Environment environment) {
        Map<String, String> byTenant = Binder.get(environment)
                .bind("correnteza.processor.payment-id-prefixes", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
        return new PaymentIdPrefixes(byTenant);
    }
}
