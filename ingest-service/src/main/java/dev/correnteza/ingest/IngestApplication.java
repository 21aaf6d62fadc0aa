package dev.correnteza.ingest;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/** The ingest-service. */
@SpringBootApplication(
        // On one machine all services share a class path; this one has no database whatever lies on it.
        excludeName = {
            "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration",
            "org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
        })
@ConfigurationPropertiesScan
public class IngestApplication {
    public static void main(String[] args) {
        start(args);
    }

    /** Starts the service in this JVM; closing the context stops it. */
    public static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(IngestApplication.class)
                .properties("spring.config.name=ingest-service", "spring.jmx.enabled=false")
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
        // Nothing blocks an event loop, so that more of them than processors only take turns.
        resources.setLoopResourcesSupplier(
                () -> LoopResources.create("http", Runtime.getRuntime().availableProcessors(), true));
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }
}
