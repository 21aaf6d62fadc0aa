package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.identity.DerivedId;
import dev.correnteza.events.identity.EventId;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import dev.correnteza.processor.payment.PaymentFold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The same facts in other orders, with duplicates and over both lanes, make equal books. */
class OrderIT {
    private static final String TENANT = "tenant-order";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void makesEqualBooksOfTheSameFactsInAnyOrder() {
        Random random = new Random(20_260_301);
        List<PaymentEvent> events = Stream.concat(
                        Stream.generate(() -> Histories.ofPayment(random)).limit(150),
                        Stream.generate(() -> Histories.ofSubscription(random)).limit(50))
                .flatMap(List::stream)
                .peek(event -> event.setTenantId(TENANT))
                .toList();
        List<PaymentEvent> inOrder = new ArrayList<>(events);
        inOrder.sort(Comparator.comparing(PaymentEvent::getOccurredAt));
        List<PaymentEvent> backwards = new ArrayList<>(inOrder);
        Collections.reverse(backwards);

        Made first = make(inOrder, event -> Topics.PAYMENT_EVENTS);
        Made second = make(backwards, event -> Topics.PAYMENT_EVENTS);
        Made third = make(
                Histories.rearranged(events, random),
                event -> random.nextBoolean() ? Topics.PAYMENT_EVENTS : Topics.PAYMENT_EVENTS_BACKFILL);

        assertThat(first.books().get("payment")).hasSizeGreaterThan(150);
        assertThat(first.books().get("customer")).hasSizeBetween(10, 40);
        first.books().forEach((table, rows) -> {
            assertThat(second.books().get(table)).as(table).containsExactlyElementsOf(rows);
            assertThat(third.books().get(table)).as(table).containsExactlyElementsOf(rows);
        });
        Set<String> steps = steps(events, first.paymentOf());
        assertThat(first.transitions()).containsAll(steps);
        assertThat(second.transitions()).containsAll(steps);
        assertThat(third.transitions()).containsAll(steps);
    }

    /** What one copy of a fact leaves out another one tells: a charge and its checkout session, a webhook and a history. */
    @Test
    void makesEqualBooksOfCopiesThatTellTheirFactTogetherOnly() {
        Random random = new Random(20_261_123);
        List<PaymentEvent> facts = Stream.concat(
                        Stream.generate(() -> Histories.ofPayment(random)).limit(60),
                        Stream.generate(() -> Histories.ofSubscription(random)).limit(20))
                .flatMap(List::stream)
                .peek(event -> event.setTenantId(TENANT))
                .sorted(Comparator.comparing(PaymentEvent::getOccurredAt))
                .toList();
        List<PaymentEvent> copies = facts.stream()
                .flatMap(fact -> Histories.copies(fact, random).stream())
                .toList();

        Made whole = make(facts, event -> Topics.PAYMENT_EVENTS);
        Made ofCopies = make(
                Histories.rearranged(copies, random),
                event -> random.nextBoolean() ? Topics.PAYMENT_EVENTS : Topics.PAYMENT_EVENTS_BACKFILL);

        whole.books()
                .forEach((table, rows) ->
                        assertThat(ofCopies.books().get(table)).as(table).containsExactlyElementsOf(rows));
    }

    private static Made make(List<PaymentEvent> events, Function<PaymentEvent, String> lane) {
        Database database = TestStack.freshDatabase();
        Books books = new Books(database);
        String kafka = TestStack.kafka().bootstrapServers();
        try (RunningProcessor processor =
                        RunningProcessor.start(database, "--spring.kafka.consumer.max-poll-records=50");
                Broker broker = new Broker(kafka)) {
            events.forEach(event -> broker.publish(lane.apply(event), event));
            broker.flush();
            await().atMost(PATIENCE)
                    .until(() -> books.count("webhook_log WHERE tenant_id = '" + TENANT + "'") == events.size());
            await().atMost(PATIENCE).until(() -> books.count("outbox") == 0);
            assertThat(books.count("webhook_log WHERE status NOT IN ('done', 'duplicate')"))
                    .isZero();
            assertThat(processor.context().isRunning()).isTrue();
        }
        Set<String> ids = new HashSet<>();
        events.forEach(event -> ids.add(event.getEventId()));
        assertThat(books.count("ledger WHERE tenant_id = '" + TENANT + "'")).isEqualTo(ids.size());
        assertThat(books.texts(
                        "SELECT payment_id FROM processor.transition WHERE type = '" + EventType.PAYMENT_PAID + "'"))
                .doesNotHaveDuplicates();
        Map<String, String> paymentOf = new HashMap<>();
        books.texts("SELECT event_id || ' ' || payment_id FROM processor.ledger WHERE payment_id IS NOT NULL")
                .forEach(row -> paymentOf.put(row.split(" ")[0], row.split(" ")[1]));
        return new Made(
                books.derived(TENANT), paymentOf, books.texts("SELECT transition_id FROM processor.transition"));
    }

    // Those that the whole history makes. A step that an older event revoked by coming later stays in the table beside
    // them.
    private static Set<String> steps(List<PaymentEvent> events, Map<String, String> paymentOf) {
        Set<String> steps = new HashSet<>();
        events.stream()
                .filter(event -> paymentOf.containsKey(event.getEventId()))
                .collect(Collectors.groupingBy(event -> paymentOf.get(event.getEventId())))
                .forEach((paymentId, facts) -> PaymentFold.of(facts).steps().forEach(step -> {
                    PaymentEvent cause = step.cause();
                    UUID once = cause.getType().equals(EventType.PAYMENT_PAID)
                            ? EventId.once(TENANT, paymentId, EventType.PAYMENT_PAID)
                            : UUID.fromString(cause.getEventId());
                    steps.add(DerivedId.transition(paymentId, once).toString());
                }));
        return steps;
    }

    private record Made(Map<String, List<String>> books, Map<String, String> paymentOf, List<String> transitions) {}
}
