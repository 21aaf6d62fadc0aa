package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** What people decide, by the API: it is in its topic first, counts once, and in whatever order it is read. */
class DecisionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TENANT = RunningProcessor.TENANT;
    private static final String MEND =
            "[{\"op\": \"replace\", \"path\": \"/externalReference\", \"value\": \"mended\"}]";

    private static Books books;
    private static RunningProcessor processor;
    private static Broker broker;
    private static Api api;

    private final String account = "account-" + UUID.randomUUID();
    private final String refused = "refused in " + account;

    @BeforeAll
    static void start() {
        Database database = TestStack.freshDatabase();
        books = new Books(database);
        processor = RunningProcessor.start(
                database,
                "--correnteza.processor.parking.max-attempts=2",
                "--correnteza.processor.parking.first-pause=20ms",
                "--correnteza.processor.parking.longest-pause=50ms",
                "--correnteza.processor.parking.poll-interval=20ms");
        broker = new Broker(TestStack.kafka().bootstrapServers());
        api = new Api(processor);
    }

    @AfterAll
    static void stop() {
        api.close();
        broker.close();
        processor.close();
    }

    @BeforeEach
    void refuse() {
        books.execute("ALTER TABLE processor.payment DROP CONSTRAINT IF EXISTS refused");
        books.execute(
                "ALTER TABLE processor.payment ADD CONSTRAINT refused CHECK (external_reference <> '" + refused + "')");
    }

    @Test
    void appliesAMendedEventInPlaceOfTheRecord() throws Exception {
        PaymentEvent sick = sale("A", refused);
        JsonNode letter = letterOf(sick);
        String path = "/v1/dead-letters/" + letter.path("deadLetterId").asString();

        assertThat(letter.path("state").asString()).isEqualTo("OPEN");
        assertThat(letter.path("errorCode").asString()).isEqualTo("SQLSTATE_23514");
        JsonNode page = api.get(path).json();
        assertThat(page.path("event").path("externalReference").asString()).isEqualTo(refused);
        assertThat(page.path("event").has("raw")).isFalse();
        try (Api stranger = new Api(processor, RunningProcessor.OTHER_API_KEY)) {
            stranger.get(path).assertProblem(404, "no such dead letter");
            stranger.post(path + "/mend", "{\"patch\": " + MEND + ", \"reason\": \"mine\"}")
                    .assertProblem(404, "no such dead letter");
            stranger.post(path + "/discard", "{\"reason\": \"mine\"}").assertProblem(404, "no such dead letter");
            stranger.post(path + "/retry", "{}").assertProblem(404, "no such dead letter");
            assertThat(stranger.get("/v1/dead-letters").items()).isEmpty();
        }

        JsonNode rehearsal = api.post(path + "/mend", "{\"dryRun\": true, \"patch\": " + MEND + "}")
                .json();
        assertThat(rehearsal.path("wouldApply").asBoolean()).isTrue();
        assertThat(rehearsal.path("changes").size()).isOne();
        assertThat(rehearsal.path("before").path("externalReference").asString())
                .isEqualTo(refused);
        assertThat(rehearsal.path("after").path("externalReference").asString()).isEqualTo("mended");
        String asItIs = "[{\"op\": \"test\", \"path\": \"/type\", \"value\": \"payment.paid\"}]";
        JsonNode unchanged = api.post(path + "/mend", "{\"dryRun\": true, \"patch\": " + asItIs + "}")
                .json();
        assertThat(unchanged.path("wouldApply").asBoolean()).isFalse();
        assertThat(unchanged.path("errorCode").asString()).isEqualTo("SQLSTATE_23514");
        assertThat(books.count("ledger WHERE account_id = '" + account + "'")).isZero();
        assertThat(decisionsIn(account)).isEmpty();

        api.post(path + "/mend", "{\"reason\": \"x\", \"patch\": [{\"op\": \"remove\", \"path\": \"/no\"}]}")
                .assertProblem(400, "patch");
        api.post(
                        path + "/mend",
                        "{\"reason\": \"x\", \"patch\": [{\"op\": \"replace\", \"path\": \"/tenantId\","
                                + " \"value\": \"tenant-2\"}]}")
                .assertProblem(400, "no change of eventId, tenantId");
        api.post(path + "/mend", "{\"patch\": " + MEND + "}").assertProblem(400, "reason");

        assertThat(api.post(path + "/mend", "{\"patch\": " + MEND + ", \"reason\": \"a typo\"}")
                        .status())
                .isEqualTo(202);

        await().atMost(PATIENCE).until(() -> state(path).equals("MENDED"));
        assertThat(books.texts("SELECT external_reference || ' ' || status FROM processor.payment WHERE account_id = '"
                        + account + "'"))
                .containsExactly("mended PAID");
        assertThat(books.texts("SELECT status FROM processor.webhook_log WHERE account_id = '" + account + "'"))
                .containsExactly("done");
        assertThat(decisionsIn(account)).hasSize(1);
        // Terminal, and the fact is known by now.
        api.post(path + "/discard", "{\"reason\": \"x\"}").assertProblem(409, "decided already");
        broker.publish(Topics.PAYMENT_EVENTS, sick);
        await().atMost(PATIENCE)
                .until(() ->
                        books.count("webhook_log WHERE account_id = '" + account + "' AND status = 'duplicate'") == 1);
    }

    @Test
    void discardsForGood() throws Exception {
        PaymentEvent sick = sale("A", refused);
        String path = "/v1/dead-letters/" + letterOf(sick).path("deadLetterId").asString();

        assertThat(api.post(path + "/discard", "{\"reason\": \"a test sale\"}").status())
                .isEqualTo(202);

        await().atMost(PATIENCE).until(() -> state(path).equals("DISCARDED"));
        books.execute("ALTER TABLE processor.payment DROP CONSTRAINT refused");
        broker.publish(Topics.PAYMENT_EVENTS, sick);
        await().atMost(PATIENCE).until(() -> books.count("webhook_log WHERE account_id = '" + account + "'") == 2);
        assertThat(books.count("ledger WHERE account_id = '" + account + "'")).isZero();
        api.post(path + "/retry", "{}").assertProblem(409, "decided already");
    }

    @Test
    void refusesAPatchThatGrowsWithoutEnd() throws Exception {
        PaymentEvent sick = sale("A", refused);
        Item item = new Item();
        item.setName("an item");
        sick.setItems(List.of(item));
        String path = "/v1/dead-letters/" + letterOf(sick).path("deadLetterId").asString() + "/mend";
        String wider = "{\"op\": \"copy\", \"from\": \"/items\", \"path\": \"/items/-\"}";
        String deeper = "{\"op\": \"copy\", \"from\": \"/customer\", \"path\": \"/customer/x\"}";

        for (String operation : List.of(wider, deeper)) {
            String patch = "[" + String.join(", ", Collections.nCopies(40, operation)) + "]";
            api.post(path, "{\"dryRun\": true, \"patch\": " + patch + "}").assertProblem(400, "levels deep");
            api.post(path, "{\"reason\": \"x\", \"patch\": " + patch + "}").assertProblem(400, "levels deep");
        }

        String two = "[{\"op\": \"copy\", \"from\": \"/items/0\", \"path\": \"/items/-\"}]";
        JsonNode rehearsal =
                api.post(path, "{\"dryRun\": true, \"patch\": " + two + "}").json();
        assertThat(rehearsal.path("after").path("items").size()).isEqualTo(2);
        assertThat(rehearsal.path("changes").size()).isOne();
        assertThat(rehearsal.path("changes").path(0).path("path").asString()).isEqualTo("/items");
        assertThat(rehearsal.path("changes").path(0).path("value").size()).isEqualTo(2);
    }

    @Test
    void refusesWhatNoEventCanBeMendedTo() throws Exception {
        String path = "/v1/dead-letters/"
                + letterOf(sale("A", refused)).path("deadLetterId").asString();
        String tooEarly = "[{\"op\": \"replace\", \"path\": \"/occurredAt\", \"value\": \"1960-01-01T00:00:00Z\"}]";

        api.post(path + "/mend", "{\"reason\": \"x\", \"patch\": " + tooEarly + "}")
                .assertProblem(400, "TIME_OUT_OF_RANGE");
        assertThat(decisionsIn(account)).isEmpty();
    }

    /** What is wrong with the request is no fault of the letters. */
    @Test
    void saysWhatIsWrongWithARequestAboutMany() throws Exception {
        letterOf(sale("A", refused));
        String selection = "{\"accountId\": \"" + account + "\"";

        api.post("/v1/dead-letters/discard", selection + "}").assertProblem(400, "reason");
        api.post("/v1/dead-letters/discard", "{}").assertProblem(400, "reason");
        api.post("/v1/dead-letters/mend", selection + ", \"reason\": \"x\"}").assertProblem(400, "patch");
        api.post("/v1/dead-letters/mend", selection + ", \"dryRun\": true}").assertProblem(400, "patch");
        api.post("/v1/dead-letters/mend", selection + ", \"patch\": " + MEND + "}")
                .assertProblem(400, "reason");
        api.post("/v1/dead-letters/mend", selection + ", \"reason\": \"x\", \"patch\": [{\"op\": \"grow\"}]}")
                .assertProblem(400, "patch");
        api.post("/v1/dead-letters/discard", selection + ", \"reason\": \"x\", \"limit\": 501}")
                .assertProblem(400, "1 to 500");
        api.post("/v1/dead-letters/retry", selection + ", \"cursor\": \"x\"}").assertProblem(400, "cursor");
        assertThat(decisionsIn(account)).isEmpty();

        // What does not fit a letter is.
        String unfit = "[{\"op\": \"test\", \"path\": \"/type\", \"value\": \"another\"}]";
        JsonNode counts = api.post(
                        "/v1/dead-letters/mend", selection + ", \"reason\": \"x\", \"patch\": " + unfit + "}")
                .json();
        assertThat(counts.path("matched").asInt()).isOne();
        assertThat(counts.path("accepted").asInt()).isZero();
    }

    /** A gateway that sent a sick webhook twice. */
    @Test
    void settlesEveryLetterOfAnEventThatWasDiscarded() throws Exception {
        List<String> letters = lettersOf(sale("A", refused), 2);
        String first = "/v1/dead-letters/" + letters.getFirst();
        String second = "/v1/dead-letters/" + letters.getLast();
        api.post(first + "/discard", "{\"reason\": \"a test\"}");
        await().atMost(PATIENCE).until(() -> state(first).equals("DISCARDED"));

        String mend = "{\"patch\": " + MEND + ", \"reason\": \"x\"}";
        api.post(second + "/mend", mend).assertProblem(409, "was discarded with another record");
        assertThat(api.post(second + "/discard", "{\"reason\": \"it too\"}").status())
                .isEqualTo(202);

        await().atMost(PATIENCE).until(() -> state(second).equals("DISCARDED"));
        assertThat(books.texts(
                        "SELECT error_code FROM processor.decision WHERE dead_letter_id = '" + letters.getLast() + "'"))
                .containsExactly((String) null);
        assertThat(books.count("webhook_log WHERE account_id = '" + account + "' AND error = 'DISCARDED'"))
                .isEqualTo(2);
    }

    /** Of decisions that wait behind each other the first stands, and says so about the letters of the others. */
    @Test
    void saysThatAnEventWasDecidedAlready() throws Exception {
        PaymentEvent mended = sale("A", refused);
        PaymentEvent discarded = sale("B", refused);
        List<String> ofMended = lettersOf(mended, 3);
        List<String> ofDiscarded = lettersOf(discarded, 3);
        String discard = "{\"reason\": \"x\"}";
        String mend = "{\"reason\": \"x\", \"patch\": " + MEND + "}";
        try (Connection held = DriverManager.getConnection(
                        books.database().jdbcUrl(),
                        books.database().username(),
                        books.database().password());
                Statement lock = held.createStatement()) {
            held.setAutoCommit(false);
            lock.execute("LOCK TABLE processor.decision IN EXCLUSIVE MODE");
            decide(ofMended.get(0), "mend", mend);
            decide(ofMended.get(1), "mend", mend);
            decide(ofMended.get(2), "discard", discard);
            decide(ofDiscarded.get(0), "discard", discard);
            decide(ofDiscarded.get(1), "discard", discard);
            decide(ofDiscarded.get(2), "mend", mend);
            held.rollback();
        }

        await().atMost(PATIENCE)
                .until(() -> books.count("decision WHERE event_id IN ('" + mended.getEventId() + "', '"
                                + discarded.getEventId() + "')")
                        == 6);
        Map<String, List<String>> once = decided(books);
        assertThat(once.get("dead_letter"))
                .filteredOn(letter -> letter.startsWith(mended.getEventId()))
                .containsOnly(mended.getEventId() + " MENDED");
        assertThat(once.get("dead_letter"))
                .filteredOn(letter -> letter.startsWith(discarded.getEventId()))
                .containsOnly(discarded.getEventId() + " DISCARDED");
        assertThat(once.get("decision"))
                .containsExactlyInAnyOrder(
                        ofMended.get(0) + " MEND_EVENT",
                        ofMended.get(1) + " MEND_EVENT",
                        ofMended.get(2) + " DISCARD_EVENT ALREADY_DECIDED",
                        ofDiscarded.get(0) + " DISCARD_EVENT",
                        ofDiscarded.get(1) + " DISCARD_EVENT",
                        ofDiscarded.get(2) + " MEND_EVENT ALREADY_DECIDED");
        assertThat(once.get("webhook_log"))
                .containsExactly(
                        "done", "duplicate", "duplicate", "failed DISCARDED", "failed DISCARDED", "failed DISCARDED");
        assertThat(books.count("audit_entry WHERE details::jsonb ->> 'errorCode' = 'ALREADY_DECIDED' AND target IN ('"
                        + ofMended.get(2) + "', '" + ofDiscarded.get(2) + "')"))
                .isEqualTo(2);
        assertThat(decidedAnew(6, decisionsIn(account))).isEqualTo(once);
    }

    /** A page of them is more than the heap holds. */
    @Test
    void readsNoRecordsThatItDoesNotNeed() throws Exception {
        books.execute(
                "INSERT INTO processor.dead_letter (dead_letter_id, tenant_id, account_id, gateway, topic, kafka_partition,"
                        + " kafka_offset, record_time, record_value, error_code, attempts, first_failed_at, last_failed_at, state,"
                        + " published_at) SELECT gen_random_uuid(), '" + TENANT + "', '" + account + "', 'hotmart',"
                        + " '" + Topics.PAYMENT_EVENTS
                        + "', 0, 1000000 + number, now(), decode(repeat('00', 10000000), 'hex'), 'LARGE', 1,"
                        + " now(), now(), 'OPEN', now() FROM generate_series(1, 100) AS number");
        String selection = "{\"accountId\": \"" + account + "\", \"limit\": 500, \"reason\": \"large\"}";

        assertThat(api.get("/v1/dead-letters?limit=500&accountId=" + account).items())
                .hasSize(100);
        assertThat(api.post("/v1/dead-letters/discard", selection)
                        .json()
                        .path("accepted")
                        .asInt())
                .isEqualTo(100);
    }

    /** The next page is behind the one before, whether or not what was decided about that has been read. */
    @Test
    void goesOnBehindACursor() throws Exception {
        for (String transaction : List.of("A", "B", "C", "D", "E")) {
            letterOf(sale(transaction, refused));
        }
        for (String change : List.of("retry", "discard")) {
            int matched = 0;
            int requests = 0;
            String cursor = "";
            do {
                JsonNode counts = api.post(
                                "/v1/dead-letters/" + change,
                                "{\"accountId\": \"" + account + "\", \"limit\": 2, \"cursor\": \"" + cursor + "\""
                                        + (change.equals("retry") ? "" : ", \"reason\": \"x\"") + "}")
                        .json();
                assertThat(counts.path("accepted").asInt())
                        .isEqualTo(counts.path("matched").asInt());
                matched += counts.path("matched").asInt();
                requests++;
                cursor = counts.path("nextCursor").asString("");
            } while (!cursor.isEmpty());
            assertThat(matched).as(change).isEqualTo(5);
            assertThat(requests).as(change).isEqualTo(3);
            await().atMost(PATIENCE)
                    .until(() -> books.count("dead_letter WHERE account_id = '" + account + "' AND state = '"
                                    + (change.equals("retry")
                                            ? "OPEN' AND attempts = 4 AND error_code <> '"
                                            : "DISCARDED")
                                    + "'")
                            == 5);
        }
        assertThat(decisionsIn(account)).hasSize(5);
    }

    @Test
    void triesAgainOneAndManyByQuery() throws Exception {
        String path = "/v1/dead-letters/"
                + letterOf(sale("A", refused)).path("deadLetterId").asString();
        letterOf(sale("B", refused));
        letterOf(sale("C", refused));

        assertThat(api.post(path + "/retry", "{}").status()).isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> api.get(path).json().path("attempts").asInt() == 4
                        && state(path).equals("OPEN"));
        books.execute("ALTER TABLE processor.payment DROP CONSTRAINT refused");
        JsonNode counts = api.post(
                        "/v1/dead-letters/retry",
                        "{\"accountId\": \"" + account + "\", \"errorCode\": \"SQLSTATE_23514\", \"limit\": 2}")
                .json();

        assertThat(counts.path("matched").asInt()).isEqualTo(2);
        assertThat(counts.path("accepted").asInt()).isEqualTo(2);
        await().atMost(PATIENCE)
                .until(() -> api.get("/v1/dead-letters?state=applied&accountId=" + account)
                                .items()
                                .size()
                        == 2);
        assertThat(books.count("ledger WHERE account_id = '" + account + "'")).isEqualTo(2);
        assertThat(books.count(
                        "webhook_log WHERE account_id = '" + account + "' AND status = 'done' AND attempts >= 3"))
                .isEqualTo(2);
        counts = api.post("/v1/dead-letters/discard", "{\"accountId\": \"" + account + "\", \"reason\": \"the rest\"}")
                .json();
        assertThat(counts.path("matched").asInt()).isOne();
        await().atMost(PATIENCE)
                .until(() -> api.get("/v1/dead-letters?state=DISCARDED&accountId=" + account)
                                .items()
                                .size()
                        == 1);
    }

    @Test
    void movesATransactionByHandAndBack() throws Exception {
        apply(sale("A", null), sale("B", null));
        String a = paymentOf("A");
        String b = paymentOf("B");

        JsonNode matched = match("A", b);
        await().atMost(PATIENCE).until(() -> books.count("payment WHERE payment_id = '" + a + "'") == 0);
        apply(event(EventType.PAYMENT_REFUNDED, "A"));

        assertThat(paymentOf("A")).isEqualTo(b);
        assertThat(books.texts("SELECT status || ' ' || facts FROM processor.payment WHERE payment_id = '" + b + "'"))
                .containsExactly("REFUNDED 3");
        assertThat(books.count("ledger WHERE payment_id = '" + b + "' AND match_rule = 'MANUAL'"))
                .isEqualTo(2);
        api.get("/v1/payments/" + a).assertProblem(404, "no such payment");
        String path =
                "/v1/payments/" + b + "/matches/" + matched.path("decisionId").asString();
        try (Api stranger = new Api(processor, RunningProcessor.OTHER_API_KEY)) {
            stranger.send(HttpMethod.DELETE, path, "").assertProblem(404, "no such match");
            stranger.post(
                            "/v1/payments/" + b + "/matches",
                            "{\"transactionId\": \"" + named("A") + "\", \"accountId\": \"" + account
                                    + "\", \"reason\": \"mine\"}")
                    .assertProblem(404, "no such payment");
        }

        assertThat(api.send(HttpMethod.DELETE, path, "").status()).isEqualTo(202);

        await().atMost(PATIENCE).until(() -> books.count("payment WHERE payment_id = '" + a + "' AND facts = 2") == 1);
        assertThat(paymentOf("A")).isEqualTo(a);
        assertThat(books.texts("SELECT status || ' ' || facts FROM processor.payment WHERE payment_id = '" + b + "'"))
                .containsExactly("PAID 1");
        assertThat(books.texts("SELECT status FROM processor.payment WHERE payment_id = '" + a + "'"))
                .containsExactly("REFUNDED");
    }

    /** The books made of the topics again, decisions first, last and in between: row by row as they were. */
    @Test
    void commutesWithEvents() throws Exception {
        Random random = new Random(7);
        List<PaymentEvent> events = new ArrayList<>();
        for (String transaction : List.of("A", "B", "C", "D")) {
            events.add(event(EventType.PAYMENT_PENDING, transaction));
            events.add(event(EventType.PAYMENT_PAID, transaction));
        }
        apply(events.toArray(PaymentEvent[]::new));
        PaymentEvent mended = event(EventType.PAYMENT_PAID, "E");
        mended.setExternalReference(refused);
        PaymentEvent discarded = event(EventType.PAYMENT_PAID, "F");
        discarded.setExternalReference(refused);
        String mend =
                "/v1/dead-letters/" + letterOf(mended).path("deadLetterId").asString();
        String discard =
                "/v1/dead-letters/" + letterOf(discarded).path("deadLetterId").asString();
        api.post(mend + "/mend", "{\"patch\": " + MEND + ", \"reason\": \"a typo\"}");
        api.post(discard + "/discard", "{\"reason\": \"a test\"}");
        String b = paymentOf("B");
        match("A", b);
        JsonNode undone = match("C", b);
        await().atMost(PATIENCE).until(() -> books.count("ledger WHERE payment_id = '" + b + "'") == 6);
        api.send(
                HttpMethod.DELETE,
                "/v1/payments/" + b + "/matches/" + undone.path("decisionId").asString(),
                "");
        await().atMost(PATIENCE).until(() -> !paymentOf("C").equals(b));
        match("D", paymentOf("C"));
        await().atMost(PATIENCE)
                .until(() -> state(mend).equals("MENDED") && state(discard).equals("DISCARDED"));
        await().atMost(PATIENCE)
                .until(() ->
                        paymentOf("D").equals(paymentOf("C")) && !paymentOf("C").equals(b));
        books.execute("ALTER TABLE processor.payment DROP CONSTRAINT refused");
        Map<String, List<String>> once = derived(books);
        assertThat(once.get("payment")).hasSize(3);

        List<ConsumerRecord<String, byte[]>> decisions = decisionsIn(account);
        List<ConsumerRecord<String, byte[]>> facts = broker.read(Topics.PAYMENT_EVENTS).stream()
                .filter(record -> record.key() != null && record.key().startsWith(account))
                .toList();
        assertThat(decisions).hasSize(6);
        for (int round = 0; round < 4; round++) {
            List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
            switch (round) {
                case 0 -> {
                    all.addAll(decisions);
                    all.addAll(facts);
                }
                case 1 -> {
                    all.addAll(facts);
                    all.addAll(decisions);
                }
                default -> {
                    all.addAll(facts);
                    all.addAll(decisions);
                    Collections.shuffle(all, random);
                }
            }
            assertThat(rebuilt(all)).as("round %d", round).isEqualTo(once);
        }
    }

    private Map<String, List<String>> rebuilt(List<ConsumerRecord<String, byte[]>> records) {
        Database database = TestStack.freshDatabase();
        Books again = new Books(database);
        try (RunningProcessor idle = RunningProcessor.start(database, "--spring.kafka.listener.auto-startup=false")) {
            for (ConsumerRecord<String, byte[]> record : records) {
                Replayed.into(idle, record);
            }
        }
        return derived(again);
    }

    private Map<String, List<String>> derived(Books of) {
        Map<String, List<String>> rows = new java.util.TreeMap<>();
        for (String table : List.of("payment", "gateway_transaction")) {
            rows.put(
                    table,
                    of.texts("SELECT t::text FROM processor." + table + " t WHERE account_id = '" + account
                            + "' ORDER BY 1"));
        }
        // Not the rule: who comes first is born and who comes second is found, as everywhere.
        rows.put(
                "ledger",
                of.texts("SELECT concat_ws(' ', event_id, payment_id, home_payment_id)"
                        + " FROM processor.ledger WHERE account_id = '" + account + "' ORDER BY 1"));
        rows.put("customer", of.texts("SELECT t::text FROM processor.customer t WHERE email LIKE '" + account + "%'"));
        return rows;
    }

    private JsonNode match(String transaction, String paymentId) throws Exception {
        Api.Answer answer = api.post(
                "/v1/payments/" + paymentId + "/matches",
                "{\"transactionId\": \"" + named(transaction) + "\", \"accountId\": \"" + account
                        + "\", \"reason\": \"same sale\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json();
    }

    /** Letters of an event whose record is written so many times, the first one first. */
    private List<String> lettersOf(PaymentEvent event, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            event.setReceivedAt(event.getReceivedAt().plusSeconds(1));
            broker.publish(Topics.PAYMENT_EVENTS, event);
        }
        broker.flush();
        String query = "dead_letter WHERE event_id = '" + event.getEventId() + "'";
        await().atMost(PATIENCE).until(() -> books.count(query) == count);
        return books.texts("SELECT dead_letter_id FROM processor." + query + " ORDER BY kafka_offset");
    }

    private static void decide(String letter, String change, String body) throws Exception {
        Api.Answer answer = api.post("/v1/dead-letters/" + letter + "/" + change, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    }

    /** What the books say of letters and decisions of this account. */
    private Map<String, List<String>> decided(Books of) {
        String ours = " IN (SELECT event_id FROM processor.dead_letter WHERE account_id = '" + account + "')";
        return Map.of(
                "dead_letter",
                of.texts("SELECT event_id || ' ' || state FROM processor.dead_letter WHERE account_id = '" + account
                        + "' ORDER BY topic, kafka_partition, kafka_offset"),
                "decision",
                of.texts("SELECT concat_ws(' ', dead_letter_id, kind, error_code) FROM processor.decision"
                        + " WHERE event_id" + ours + " ORDER BY 1"),
                "webhook_log",
                of.texts("SELECT concat_ws(' ', status, error) FROM processor.webhook_log WHERE account_id = '"
                        + account + "' ORDER BY 1"));
    }

    /** The records of this account first, then the decisions, in a database that refuses the same. */
    private Map<String, List<String>> decidedAnew(int letters, List<ConsumerRecord<String, byte[]>> decisions) {
        Books again = new Books(TestStack.freshDatabase());
        try (RunningProcessor idle = RunningProcessor.start(
                again.database(),
                "--spring.kafka.listener.auto-startup=false",
                "--correnteza.processor.parking.max-attempts=2",
                "--correnteza.processor.parking.first-pause=20ms",
                "--correnteza.processor.parking.longest-pause=50ms",
                "--correnteza.processor.parking.poll-interval=20ms")) {
            again.execute("ALTER TABLE processor.payment ADD CONSTRAINT refused CHECK (external_reference <> '"
                    + refused + "')");
            broker.read(Topics.PAYMENT_EVENTS).stream()
                    .filter(record -> record.key() != null && record.key().startsWith(account))
                    .forEach(record -> Replayed.into(idle, record));
            await().atMost(PATIENCE)
                    .until(() -> again.count("dead_letter WHERE account_id = '" + account + "'") == letters);
            decisions.forEach(record -> Replayed.into(idle, record));
            return decided(again);
        }
    }

    private JsonNode letterOf(PaymentEvent event) throws Exception {
        broker.publish(Topics.PAYMENT_EVENTS, event);
        broker.flush();
        String query = "/v1/dead-letters?accountId=" + account;
        await().atMost(PATIENCE).until(() -> api.get(query).items().stream().anyMatch(letter -> isOf(letter, event)));
        return api.get(query).items().stream()
                .filter(letter -> isOf(letter, event))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isOf(JsonNode letter, PaymentEvent event) {
        return letter.path("eventId").asString().equals(event.getEventId());
    }

    private static String state(String path) throws Exception {
        return api.get(path).json().path("state").asString();
    }

    private void apply(PaymentEvent... events) {
        long before = books.count("ledger WHERE account_id = '" + account + "'");
        for (PaymentEvent event : events) {
            broker.publish(Topics.PAYMENT_EVENTS, event);
        }
        broker.flush();
        await().atMost(PATIENCE)
                .until(() -> books.count("ledger WHERE account_id = '" + account + "'") == before + events.length);
    }

    private String paymentOf(String transaction) {
        return books.texts("SELECT payment_id FROM processor.gateway_transaction WHERE account_id = '" + account
                        + "' AND gateway_transaction_id = '" + named(transaction) + "'")
                .getFirst();
    }

    private List<ConsumerRecord<String, byte[]>> decisionsIn(String accountId) {
        return broker.read(Topics.OPERATOR_DECISIONS).stream()
                .filter(record ->
                        new String(record.value(), java.nio.charset.StandardCharsets.ISO_8859_1).contains(accountId)
                                || isAboutALetterOf(record, accountId)
                                || isUndoOf(record, accountId))
                .toList();
    }

    private static boolean isAboutALetterOf(ConsumerRecord<String, byte[]> record, String accountId) {
        return books.count("dead_letter WHERE account_id = '" + accountId + "' AND event_id::text = '" + record.key()
                        + "'")
                > 0;
    }

    private static boolean isUndoOf(ConsumerRecord<String, byte[]> record, String accountId) {
        return books.count("payment WHERE account_id = '" + accountId + "' AND payment_id = '" + record.key() + "'")
                > 0;
    }

    /** Another one in each test: a transaction at a gateway is the same sale, in whichever account of the tenant. */
    private String named(String transaction) {
        return transaction + "-" + account;
    }

    private PaymentEvent sale(String transactionId, String reference) {
        PaymentEvent event = event(EventType.PAYMENT_PAID, transactionId);
        event.setExternalReference(reference);
        return event;
    }

    private PaymentEvent event(String type, String transactionId) {
        PaymentEvent event = Histories.event(type, type.equals(EventType.PAYMENT_PENDING) ? 0 : 1);
        event.setTenantId(TENANT);
        event.setAccountId(account);
        event.setGatewayTransactionId(named(transactionId));
        Customer customer = new Customer();
        customer.setEmail(account + "@example.com");
        customer.setDocumentType(DocumentType.UNKNOWN);
        event.setCustomer(customer);
        return event;
    }
}
