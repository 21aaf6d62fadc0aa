package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentTransition;
import dev.correnteza.events.PrivateTransition;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A child process is ended where it hurts; the next one goes on where the books stand. */
@Timeout(value = 6, unit = TimeUnit.MINUTES) // two starts and two waits: more than the time of any other test
class KilledProcessorIT {
    private static final int PAYMENTS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String tenant = "tenant-" + UUID.randomUUID();
    private final Database database = TestStack.freshDatabase();
    private final Books books = new Books(database);
    private final Broker broker = new Broker(TestStack.kafka().bootstrapServers());
    private int published;

    @BeforeEach
    void publish() {
        TestStack.createTopics(RunningProcessor.topics());
        List<PaymentEvent> events = new ArrayList<>(IntStream.range(0, PAYMENTS)
                .boxed()
                .flatMap(i -> {
                    PaymentEvent paid = event(EventType.PAYMENT_PAID, 1, i);
                    return Stream.of(event(EventType.PAYMENT_PENDING, 0, i), paid, paid);
                })
                .toList());
        Collections.shuffle(events, new Random(1));
        events.forEach(event -> broker.publish(Topics.PAYMENT_EVENTS, event));
        broker.flush();
        published = events.size();
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void appliesOnceWhatWasCommittedBeforeTheOffsetsWere() throws Exception {
        long behind = broker.committed("processor", Topics.PAYMENT_EVENTS);

        haltChild(ChildProcessor.haltingAfterBatch("processor", Topics.PAYMENT_EVENTS));

        assertThat(books.count("webhook_log")).isPositive();
        assertThat(broker.committed("processor", Topics.PAYMENT_EVENTS)).isEqualTo(behind);
        goOn();
    }

    @Test
    void publishesWhatWasCommittedAndNotSent() throws Exception {
        haltChild(ChildProcessor.haltingOnSend(Topics.PAYMENT_TRANSITIONS));

        assertThat(books.count("outbox")).isPositive();
        assertThat(transitions()).isEmpty();
        goOn();
    }

    @Test
    void publishesAgainUnderTheSameIdWhatWasSentAndNotSettled() throws Exception {
        haltChild(ChildProcessor.haltingOnAcknowledgement(Topics.PAYMENT_TRANSITIONS));

        long sent = transitions().size() + privateTransitions().size();
        assertThat(sent).isPositive();
        assertThat(books.count("transition WHERE published_at IS NULL")).isPositive();
        goOn();
        assertThat(transitions().size() + privateTransitions().size()).isGreaterThan(4 * PAYMENTS);
    }

    private void goOn() throws Exception {
        broker.forgetKilledMembers();
        try (RunningProcessor next = RunningProcessor.start(database)) {
            await().atMost(PATIENCE)
                    .until(() -> books.count("webhook_log WHERE tenant_id = '" + tenant + "'") == published);
            await().atMost(PATIENCE).until(() -> books.count("outbox") == 0);
            assertThat(next.context().isRunning()).isTrue();
        }
        assertThat(books.count("ledger")).isEqualTo(2 * PAYMENTS);
        assertThat(books.count("payment WHERE facts = 2 AND status = 'PAID'")).isEqualTo(PAYMENTS);
        assertThat(books.count("payment")).isEqualTo(PAYMENTS);
        assertThat(books.count("webhook_log WHERE status = 'done'")).isEqualTo(2 * PAYMENTS);
        assertThat(books.count("webhook_log WHERE status = 'duplicate'")).isEqualTo(PAYMENTS);
        List<String> recorded =
                books.texts("SELECT transition_id || ' ' || payment_id || ' ' || to_status FROM processor.transition");
        assertThat(Set.copyOf(transitions())).containsExactlyInAnyOrderElementsOf(recorded);
        assertThat(Set.copyOf(privateTransitions())).containsExactlyInAnyOrderElementsOf(recorded);
    }

    private void haltChild(String... halting) throws Exception {
        try (ChildProcessor child = ChildProcessor.start(database, halting)) {
            child.awaitHalt();
        }
    }

    private PaymentEvent event(String type, int minute, int payment) {
        PaymentEvent event = Histories.event(type, minute);
        event.setTenantId(tenant);
        event.setAccountId("account-of-" + tenant);
        event.setGatewayTransactionId("HP" + payment);
        return event;
    }

    private List<String> transitions() throws UndecodableRecord {
        List<String> read = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : broker.read(Topics.PAYMENT_TRANSITIONS)) {
            said(record, AvroCodec.of(PaymentTransition.class).decode(record.value()))
                    .ifPresent(read::add);
        }
        return read;
    }

    private List<String> privateTransitions() throws UndecodableRecord {
        List<String> read = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : broker.read(Topics.PAYMENT_TRANSITIONS_PRIVATE)) {
            said(
                            record,
                            AvroCodec.of(PrivateTransition.class)
                                    .decode(record.value())
                                    .getTransition())
                    .ifPresent(read::add);
        }
        return read;
    }

    private Optional<String> said(ConsumerRecord<String, byte[]> record, PaymentTransition transition) {
        assertThat(record.key()).isEqualTo(transition.getPaymentId());
        return transition.getTenantId().equals(tenant)
                ? Optional.of(
                        transition.getTransitionId() + " " + transition.getPaymentId() + " " + transition.getToStatus())
                : Optional.empty();
    }
}
