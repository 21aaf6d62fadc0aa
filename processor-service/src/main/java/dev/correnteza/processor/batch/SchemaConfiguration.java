package dev.correnteza.processor.batch;

import dev.correnteza.events.codec.NewerSchemas;
import dev.correnteza.events.codec.SchemaRegistry;
import java.net.URI;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SchemaConfiguration {
    /** Records of this build and older ones are read without any registry. */
    @Bean
    NewerSchemas newerSchemas(RegistryProperties properties) {
        return properties.url().isBlank() ? id -> Optional.empty() : new SchemaRegistry(URI.create(properties.url()));
    }

    /**
     * @param url schema registry without a path; empty for none
     */
    @ConfigurationProperties("correnteza.registry")
    record RegistryProperties(@DefaultValue("") String url) {}
}
