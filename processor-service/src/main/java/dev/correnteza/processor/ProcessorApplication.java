package dev.correnteza.processor;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;

/** The processor-service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ProcessorApplication {
    public static void main(String[] args) {
        start(args);
    }

    /** Starts the service in this JVM; closing the context stops it. */
    public static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(ProcessorApplication.class)
                .properties("spring.config.name=processor-service", "spring.jmx.enabled=false")
                .run(args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    // Its own event loops and connections: the shared ones end for everybody in the JVM when one context closes.
    @Bean
    ReactorResourceFactory reactorResourceFactory() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }
}
