package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.topic.RecordHeaders;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A child process is ended around the publishing of a dead letter; the next one brings it to its end. */
class KilledParkingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String INTERCEPTOR = "--spring.kafka.producer.properties.interceptor.classes=";

    private final String account = "account-" + UUID.randomUUID();
    private final Database database = TestStack.freshDatabase();
    private final Books books = new Books(database);
    private final String kafka = TestStack.kafka().bootstrapServers();
    private final Broker broker = new Broker(kafka);
    private final List<String> arguments = arguments();

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void publishesADeadLetterThatWasCommittedAndNotSent() throws Exception {
        publish();

        haltChild(HaltOnSend.class);

        assertThat(books.count("dead_letter WHERE published_at IS NULL")).isOne();
        assertThat(letters()).isEmpty();
        goOn();
        assertThat(letters()).hasSize(1);
    }

    @Test
    void publishesAgainUnderTheSameIdADeadLetterThatWasSentAndNotMarked() throws Exception {
        publish();

        haltChild(HaltOnAcknowledgement.class);

        assertThat(books.count("dead_letter WHERE published_at IS NULL")).isOne();
        assertThat(letters()).isNotEmpty();
        goOn();
        assertThat(letters()).hasSizeGreaterThan(1);
        assertThat(Set.copyOf(letters())).hasSize(1);
    }

    private void publish() {
        // What moves no payment makes no transition: the first thing to be sent is the dead letter.
        broker.publish(Topics.PAYMENT_EVENTS, cart("with\0nul"));
        broker.publish(Topics.PAYMENT_EVENTS, cart("hotmart"));
        broker.flush();
    }

    private void goOn() throws Exception {
        broker.forgetKilledMembers();
        try (RunningProcessor next = RunningProcessor.start(database, parking())) {
            await().atMost(PATIENCE).until(() -> books.count("dead_letter WHERE published_at IS NOT NULL") == 1);
            await().atMost(PATIENCE)
                    .until(() -> books.texts("SELECT status FROM processor.webhook_log WHERE account_id = '" + account
                                    + "' ORDER BY status")
                            .equals(List.of("done", "failed")));
            assertThat(next.context().isRunning()).isTrue();
        }
        assertThat(books.count("parked_record")).isZero();
        assertThat(books.count("dead_letter WHERE state = 'OPEN'")).isOne();
    }

    private List<String> letters() {
        return broker.read(Topics.PAYMENT_EVENTS_DLT).stream()
                .filter(record -> record.key() != null && record.key().startsWith(account))
                .map(record -> new String(
                        record.headers()
                                .lastHeader(RecordHeaders.DEAD_LETTER_ID)
                                .value(),
                        StandardCharsets.UTF_8))
                .collect(Collectors.toList());
    }

    private void haltChild(Class<?> interceptor) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ProcessorApplication.class.getName()));
        command.addAll(arguments);
        command.add(INTERCEPTOR + interceptor.getName());
        Process child = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(child.waitFor(PATIENCE)).as("child ended").isTrue();
            assertThat(child.exitValue()).isEqualTo(KilledProcessorIT.HALTED);
        } finally {
            child.destroyForcibly().onExit().join();
        }
    }

    private List<String> arguments() {
        List<String> all = RunningProcessor.arguments(database, kafka);
        all.addAll(List.of(parking()));
        return all;
    }

    private static String[] parking() {
        return new String[] {
            "--correnteza.processor.parking.max-attempts=2",
            "--correnteza.processor.parking.first-pause=20ms",
            "--correnteza.processor.parking.longest-pause=50ms",
            "--correnteza.processor.parking.poll-interval=20ms"
        };
    }

    private PaymentEvent cart(String gateway) {
        PaymentEvent event = Histories.event(EventType.CART_ABANDONED, 0);
        event.setTenantId(RunningProcessor.TENANT);
        event.setAccountId(account);
        event.setGatewayTransactionId("A");
        event.setGateway(gateway);
        return event;
    }
}
