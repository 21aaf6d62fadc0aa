package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.Customer;
import dev.correnteza.events.DecisionKind;
import dev.correnteza.events.DocumentType;
import dev.correnteza.events.Item;
import dev.correnteza.events.OperatorDecision;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.identity.CorrelationKey;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import dev.correnteza.processor.Api.Answer;
import dev.correnteza.processor.deadletter.EventJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Customers whom a shared name made one, and who are split, mended and discarded: the same in whatever order it is read. */
class CustomerSplitIT {
    private static final AvroCodec<PaymentEvent> EVENTS = AvroCodec.of(PaymentEvent.class);
    private static final AvroCodec<OperatorDecision> DECISIONS = AvroCodec.of(OperatorDecision.class);
    private static final Instant TIME = Instant.parse("2026-03-02T12:00:00Z");
    private static final String HOME = "home@example.com";
    private static final String ANAS = "+5511911111111";
    private static final String BOBS = "+5511922222222";
    private static final int ROUNDS = 7;

    private static Books books;
    private static RunningProcessor processor;
    private static Api api;
    private static long offset;

    @BeforeAll
    static void start() {
        Database database = TestStack.freshDatabase();
        books = new Books(database);
        // Reads nothing itself: the tests say in which order.
        processor = RunningProcessor.start(
                database,
                "--spring.kafka.listener.auto-startup=false",
                "--correnteza.processor.outbox.poll-interval=10m");
        api = new Api(processor);
    }

    @AfterAll
    static void stop() {
        api.close();
        processor.close();
    }

    @BeforeEach
    void forgetAll() {
        books.execute(
                "TRUNCATE processor.ledger, processor.payment, processor.payment_key, processor.gateway_transaction,"
                        + " processor.customer, processor.customer_key, processor.customer_sighting, processor.customer_split,"
                        + " processor.subscription, processor.transition, processor.outbox, processor.webhook_log,"
                        + " processor.decision, processor.decided_event, processor.audit_entry, processor.audit_chain");
    }

    @Test
    void splitsWhomASharedNameMadeOneForThatWhichComesToo() throws Exception {
        read(sale("A", HOME, ANAS), sale("B", HOME, BOBS), sale("C", HOME, null));
        UUID one = customerOf("A");
        assertThat(List.of(customerOf("B"), customerOf("C"))).containsOnly(one);
        JsonNode shown = api.get("/v1/customers/" + one).json();
        assertThat(shown.path("payments").asInt()).isEqualTo(3);
        assertThat(shown.path("names").valueStream().map(CustomerSplitIT::told))
                .containsExactly("EMAIL 3", "PHONE 1", "PHONE 1");
        String path = "/v1/customers/" + one + "/splits";
        String names = "\"names\": [{\"kind\": \"EMAIL\", \"value\": \"" + HOME + "\"}]";

        Answer rehearsal = api.post(path, "{" + names + ", \"dryRun\": true}");

        assertThat(rehearsal.status()).as(rehearsal.body()).isEqualTo(200);
        assertThat(rehearsal
                        .json()
                        .path("parts")
                        .valueStream()
                        .map(part -> (part.path("customerId").isNull() ? "nobody " : "somebody ")
                                + part.path("paymentIds").size()))
                .containsExactlyInAnyOrder("somebody 1", "somebody 1", "nobody 1");
        assertThat(customerOf("B")).isEqualTo(one);
        api.post(path, "{" + names.replace(HOME, "other@example.com") + ", \"reason\": \"x\"}")
                .assertProblem(400, "names");
        api.post(path, "{" + names + "}").assertProblem(400, "reason");

        OperatorDecision split = split(Map.of("EMAIL", HOME));
        decide(split);
        read(sale("D", HOME, BOBS), sale("E", HOME, null), sale("F", HOME.toUpperCase(java.util.Locale.ROOT), ANAS));

        assertThat(customerOf("A")).isNotNull().isNotEqualTo(customerOf("B")).isEqualTo(customerOf("F"));
        assertThat(customerOf("D")).isNotNull().isEqualTo(customerOf("B"));
        assertThat(customerOf("C")).isNull();
        assertThat(customerOf("E")).isNull();
        assertThat(books.count("customer")).isEqualTo(2);
        assertThat(rehearsal
                        .json()
                        .path("parts")
                        .valueStream()
                        .map(part -> part.path("customerId").asString("")))
                .contains(customerOf("A").toString(), customerOf("B").toString());
        JsonNode anas = api.get("/v1/customers/" + customerOf("A")).json();
        assertThat(anas.path("email").asString()).isEqualToIgnoringCase(HOME);
        assertThat(anas.path("names")
                        .valueStream()
                        .map(name -> name.path("kind").asString() + " "
                                + name.path("splitBy").asString("links")))
                .containsExactly("EMAIL " + split.getDecisionId(), "PHONE links");

        decide(undo(split));

        assertThat(customerOf("A")).isNotNull();
        assertThat(books.texts("SELECT DISTINCT customer_id FROM processor.payment"))
                .hasSize(1);
        assertThat(books.count("customer")).isOne();
        assertThat(books.texts("SELECT action FROM processor.audit_entry ORDER BY sequence"))
                .containsExactly("customer.split", "customer.split_taken_back");
    }

    @Test
    void forgetsWhatADiscardedOrMendedEventToldOfItsCustomer() {
        PaymentEvent wrong = sale("A", HOME, ANAS);
        PaymentEvent right = Histories.copy(wrong);
        right.getCustomer().setPhone(BOBS);
        PaymentEvent linking = sale("C", null, ANAS);
        linking.getCustomer().setEmail("third@example.com");
        read(sale("B", HOME, null), wrong, linking);
        assertThat(books.texts("SELECT DISTINCT customer_id FROM processor.payment"))
                .hasSize(1);

        decide(mend(right));

        assertThat(customerOf("A")).isEqualTo(customerOf("B")).isNotEqualTo(customerOf("C"));
        assertThat(books.texts("SELECT phone FROM processor.customer WHERE customer_id = '" + customerOf("A") + "'"))
                .containsExactly(BOBS);

        decide(discard(linking));

        assertThat(books.texts("SELECT phone FROM processor.customer")).containsExactly(BOBS);
        assertThat(books.count("customer_key WHERE value = '" + ANAS + "'")).isZero();
        assertThat(books.count("customer_key WHERE value = 'third@example.com'"))
                .isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void comesToTheSameInWhateverOrderItIsRead(long seed) {
        Random random = new Random(seed);
        List<PaymentEvent> events = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            events.add(any(random, "T" + random.nextInt(9), i));
        }
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        events.forEach(event -> records.add(record(event)));
        OperatorDecision undone = split(Map.of("PHONE", phone(0), "EMAIL", email(1)));
        PaymentEvent mended = Histories.copy(events.get(random.nextInt(7)));
        mended.setCustomer(customer(email(random.nextInt(3)), phone(4)));
        for (OperatorDecision decision : List.of(
                split(Map.of("EMAIL", email(0))),
                undone,
                undo(undone),
                split(Map.of("PHONE", phone(1))),
                mend(mended),
                discard(events.get(7 + random.nextInt(7))))) {
            records.add(record(decision));
        }

        Map<String, List<String>> once = null;
        for (int round = 0; round < ROUNDS; round++) {
            forgetAll();
            List<ConsumerRecord<String, byte[]>> delivered = new ArrayList<>(records);
            delivered.addAll(records.subList(0, 5)); // told twice
            delivered.forEach(record -> Replayed.into(processor, record));
            Map<String, List<String>> rows = rows();
            once = once == null ? rows : once;
            assertThat(rows).as("seed %d, round %d", seed, round).isEqualTo(once);
            Collections.shuffle(records, random);
        }
        assertThat(books.count("decision WHERE error_code IS NOT NULL")).isZero();
    }

    @Test
    void keepsTheCustomerOfASubscriptionThatAnOrderWasTakenFor() {
        PaymentEvent order = sale("A", HOME, ANAS);
        order.setGateway("braip");
        Item plan = new Item();
        plan.setName("Plano Mensal");
        plan.setQuantity(1);
        order.setItems(List.of(plan));
        read(order, sale("B", HOME, BOBS));
        String customers = "SELECT customer_id FROM processor.subscription WHERE customer_id IS NOT NULL";
        assertThat(books.texts(customers)).containsExactly(String.valueOf(customerOf("A")));

        decide(split(Map.of("EMAIL", HOME)));

        assertThat(books.texts(customers)).containsExactly(String.valueOf(customerOf("A")));
    }

    /** The customer is told when a payment is created, who pays when it is paid: the one who counts may be another one then. */
    @Test
    void leavesNothingOfWhoAPaymentWasTakenForBefore() {
        PaymentEvent anas = identified(sale("A", HOME, ANAS), "11144477735", "Ana");
        PaymentEvent pending = sale("B", HOME, BOBS);
        pending.getCustomer().setName("Bob");
        PaymentEvent paid = identified(sale("B", null, null), "52998224725", "Bob");
        paid.setOccurredAt(paid.getOccurredAt().plusSeconds(1));
        PaymentEvent charged = identified(sale("C", "c@example.com", null), "98765432100", "Carla");
        PaymentEvent byAnother = identified(sale("C", null, null), "39053344705", "Davi");
        List<PaymentEvent> events = List.of(anas, pending, paid, charged, byAnother);

        read(anas, paid, pending, byAnother, charged);
        Map<String, List<String>> once = rowsWithoutSharedName();
        assertThat(once.get("customer")).hasSize(3);
        for (List<Integer> order : List.of(List.of(0, 1, 2, 3, 4), List.of(3, 1, 4, 0, 2), List.of(0, 4, 3, 1, 2))) {
            forgetAll();
            order.forEach(which -> read(events.get(which)));

            assertThat(rowsWithoutSharedName()).as("order %s", order).isEqualTo(once);
        }
        assertThat(books.texts("SELECT name FROM processor.customer ORDER BY 1"))
                .containsExactly("Ana", "Bob", "Davi");
    }

    private static Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new TreeMap<>();
        rows.put(
                "payment",
                books.texts("SELECT gateway_transaction_id || ' ' || coalesce(customer_id::text, 'nobody')"
                        + " FROM processor.payment ORDER BY 1"));
        for (String table : List.of("customer", "customer_key", "customer_sighting")) {
            rows.put(table, books.texts("SELECT t::text FROM processor." + table + " t ORDER BY 1"));
        }
        return rows;
    }

    // Whom it stands for, told alone, is who was known by it first.
    private static Map<String, List<String>> rowsWithoutSharedName() {
        Map<String, List<String>> rows = rows();
        rows.computeIfPresent(
                "customer_key",
                (table, names) -> names.stream()
                        .filter(name -> !name.contains("EMAIL," + HOME))
                        .toList());
        return rows;
    }

    private static String told(JsonNode name) {
        return name.path("kind").asString() + " " + name.path("paymentIds").size();
    }

    private static @Nullable UUID customerOf(String transaction) {
        String id = books.texts("SELECT customer_id FROM processor.payment WHERE gateway_transaction_id = '"
                        + transaction + "'")
                .getFirst();
        return id == null ? null : UUID.fromString(id);
    }

    private static PaymentEvent any(Random random, String transaction, int minute) {
        boolean isCart = random.nextInt(5) == 0;
        PaymentEvent event = Histories.event(isCart ? EventType.CART_ABANDONED : EventType.PAYMENT_PENDING, minute);
        event.setGatewayTransactionId(isCart ? null : transaction);
        event.setCustomer(customer(
                random.nextInt(3) == 0 ? null : email(random.nextInt(3)),
                random.nextInt(3) == 0 ? null : phone(random.nextInt(4))));
        return event;
    }

    private static PaymentEvent sale(String transaction, @Nullable String email, @Nullable String phone) {
        PaymentEvent event = Histories.event(EventType.PAYMENT_PAID, 1);
        event.setGatewayTransactionId(transaction);
        event.setCustomer(customer(email, phone));
        return event;
    }

    private static PaymentEvent identified(PaymentEvent sale, String document, String name) {
        sale.setEventId(UUID.randomUUID().toString());
        sale.getCustomer().setDocument(document);
        sale.getCustomer().setDocumentType(DocumentType.CPF);
        sale.getCustomer().setName(name);
        return sale;
    }

    private static Customer customer(@Nullable String email, @Nullable String phone) {
        Customer customer = new Customer();
        customer.setEmail(email);
        customer.setPhone(phone);
        customer.setDocumentType(DocumentType.UNKNOWN);
        return customer;
    }

    private static String email(int which) {
        return "person" + which + "@example.com";
    }

    private static String phone(int which) {
        return "+551190000000" + which;
    }

    private static OperatorDecision split(Map<String, String> names) {
        List<String> told = names.entrySet().stream()
                .map(name -> "{\"kind\": \"" + name.getKey() + "\", \"value\": \"" + name.getValue() + "\"}")
                .toList();
        return decision(
                DecisionKind.SPLIT_CUSTOMER,
                "{\"split\": {\"customerId\": \"" + UUID.randomUUID() + "\", \"names\": " + told + "}}");
    }

    private static OperatorDecision undo(OperatorDecision decision) {
        return decision(DecisionKind.SPLIT_CUSTOMER, "{\"undoes\": \"" + decision.getDecisionId() + "\"}");
    }

    private static OperatorDecision mend(PaymentEvent event) {
        OperatorDecision mend =
                decision(DecisionKind.MEND_EVENT, "{\"event\": " + EventJson.of(event) + ", " + place() + "}");
        mend.setEventId(event.getEventId());
        return mend;
    }

    private static OperatorDecision discard(PaymentEvent event) {
        OperatorDecision discard = decision(DecisionKind.DISCARD_EVENT, "{" + place() + "}");
        discard.setEventId(event.getEventId());
        return discard;
    }

    private static String place() {
        return "\"place\": {\"deadLetterId\": \"" + UUID.randomUUID() + "\", \"topic\": \"payment-events\","
                + " \"partition\": 7, \"offset\": " + offset++ + ", \"recordTime\": \"" + TIME + "\"}";
    }

    private static OperatorDecision decision(DecisionKind kind, String content) {
        OperatorDecision decision = new OperatorDecision();
        decision.setDecisionId(UUID.randomUUID().toString());
        decision.setTenantId(RunningProcessor.TENANT);
        decision.setPaymentId("");
        decision.setKind(kind);
        decision.setContent(content);
        decision.setReason("two people");
        decision.setDecidedBy("key-1");
        decision.setDecidedAt(TIME);
        return decision;
    }

    private static void read(PaymentEvent... events) {
        for (PaymentEvent event : events) {
            Replayed.into(processor, record(event));
        }
    }

    private static void decide(OperatorDecision decision) {
        Replayed.into(processor, record(decision));
        assertThat(books.texts("SELECT error_code FROM processor.decision WHERE error_code IS NOT NULL"))
                .isEmpty();
    }

    private static ConsumerRecord<String, byte[]> record(PaymentEvent event) {
        return record(Topics.PAYMENT_EVENTS, CorrelationKey.of(event), EVENTS.encode(event));
    }

    private static ConsumerRecord<String, byte[]> record(OperatorDecision decision) {
        return record(Topics.OPERATOR_DECISIONS, decision.getDecisionId(), DECISIONS.encode(decision));
    }

    private static ConsumerRecord<String, byte[]> record(String topic, String key, byte[] value) {
        return new ConsumerRecord<>(
                topic,
                7,
                offset++,
                TIME.toEpochMilli(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                value.length,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
