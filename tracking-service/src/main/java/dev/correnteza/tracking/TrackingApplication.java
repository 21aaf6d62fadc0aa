package dev.correnteza.tracking;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;

/** The tracking service. */
@SpringBootApplication
public class TrackingApplication {

    /** Starts the service beside others in this JVM; it reads {@code tracking-service.yml}. */
    public static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(TrackingApplication.class)
                .properties("spring.config.name=tracking-service", "spring.jmx.enabled=false")
                .run(args);
    }

    public static void main(String[] args) {
        start(args);
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
