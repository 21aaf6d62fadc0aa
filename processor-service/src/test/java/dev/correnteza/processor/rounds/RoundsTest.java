package dev.correnteza.processor.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

class RoundsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ListAppender<ILoggingEvent> logs = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Fake.class);

    @BeforeEach
    void listen() {
        logs.start();
        logger.addAppender(logs);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logs);
    }

    @Test
    void givesUpARoundThatNeverEndsAndSaysSo() {
        goesOnAfter(Mono::never);

        assertThat(logs.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.ERROR);
        assertThat(logs.list.getFirst().getFormattedMessage()).startsWith("it cannot be done");
    }

    @Test
    void goesOnAfterAnErrorOfTheJvm() {
        goesOnAfter(() -> {
            throw new NoClassDefFoundError("of a test");
        });

        assertThat(logs.list).extracting(ILoggingEvent::getLevel).contains(Level.ERROR);
    }

    @Test
    void goesOnAfterAFailure() {
        goesOnAfter(() -> Mono.error(new IllegalStateException("of a test")));

        assertThat(logs.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN);
    }

    private static void goesOnAfter(Supplier<Mono<Void>> first) {
        Fake round = new Fake(first);
        Rounds rounds = new Rounds(List.of(round));
        rounds.start();
        try {
            await().atMost(PATIENCE).until(() -> round.begun.get() > 2);
        } finally {
            rounds.stop();
        }
    }

    /** Does nothing, but for the first time. */
    private static final class Fake implements Round {
        private final AtomicInteger begun = new AtomicInteger();
        private final Supplier<Mono<Void>> first;

        Fake(Supplier<Mono<Void>> first) {
            this.first = first;
        }

        @Override
        public Duration every() {
            return Duration.ofMillis(10);
        }

        @Override
        public Duration limit() {
            return Duration.ofMillis(200);
        }

        @Override
        public Mono<Void> once() {
            return begun.incrementAndGet() == 1 ? first.get() : Mono.empty();
        }

        @Override
        public String failure() {
            return "it cannot be done";
        }
    }
}
