package dev.correnteza.processor.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.binding.BindMarkersFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class CanaryTest {
    private VirtualTimeScheduler time;

    @BeforeEach
    void ownTime() {
        time = VirtualTimeScheduler.getOrSet();
    }

    @AfterEach
    void timeOfAll() {
        VirtualTimeScheduler.reset();
    }

    @Test
    void looksAgainThoughTheDatabaseNeverAnswered() {
        Silent database = new Silent();
        Canary canary = canary(database);
        canary.start();

        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(database.asked.get()).isOne();
        time.advanceTimeBy(Duration.ofMinutes(1));

        assertThat(database.asked.get()).isGreaterThan(1);
        canary.stop();
    }

    private static Canary canary(ConnectionFactory database) {
        CanaryRepository repository = new CanaryRepository(
                DatabaseClient.builder()
                        .connectionFactory(database)
                        .bindMarkers(BindMarkersFactory.indexed("$", 1))
                        .build(),
                TransactionalOperator.create(new R2dbcTransactionManager(database)));
        return new Canary(
                repository,
                new CanaryProperties(true, Duration.ofSeconds(10), Duration.ofSeconds(60)),
                new Acknowledging(),
                Clock.systemUTC(),
                new SimpleMeterRegistry());
    }

    /** A database that is gone without a word. */
    private static final class Silent implements ConnectionFactory {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Mono<Connection> create() {
            return Mono.defer(() -> {
                asked.incrementAndGet();
                return Mono.never();
            });
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return () -> "silent";
        }
    }

    /** Takes everything, and keeps nothing. */
    private static final class Acknowledging extends KafkaTemplate<String, byte[]> {
        Acknowledging() {
            super(new DefaultKafkaProducerFactory<>(Map.of()));
        }

        @Override
        public CompletableFuture<SendResult<String, byte[]>> send(ProducerRecord<String, byte[]> record) {
            return CompletableFuture.completedFuture(new SendResult<>(record, null));
        }
    }
}
