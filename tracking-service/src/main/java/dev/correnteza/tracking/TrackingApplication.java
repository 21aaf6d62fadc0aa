package dev.correnteza.tracking;

import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

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
}
