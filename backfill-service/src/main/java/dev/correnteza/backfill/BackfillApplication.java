package dev.correnteza.backfill;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;

/** The backfill service. */
@SpringBootApplication(exclude = DataSourceAutoConfiguration.class)
@ConfigurationPropertiesScan
public class BackfillApplication {

    public static void main(String[] args) {
        start(args);
    }

    /** Starts the service; its configuration is {@code backfill-service.yml}, so that it can share a class path with others. */
    public static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(BackfillApplication.class)
                .web(WebApplicationType.REACTIVE)
                .properties("spring.config.name=backfill-service", "spring.jmx.enabled=false")
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
