package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.GatewayNotification;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.processor.Api.Answer;
import dev.correnteza.simulator.Simulator;
import dev.correnteza.simulator.efi.EfiCredentials;
import dev.correnteza.simulator.efi.EfiSandbox;
import dev.correnteza.simulator.pushinpay.PushinPaySandbox;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChargeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "1|token-of-the-sandbox";
    private static final EfiCredentials EFI =
            new EfiCredentials("client-of-tests", "secret-of-tests", "71cdf9ba-c695-4e3c-b010-abb521a3f1be");

    private static Database database;
    private static WebhookReceiver receiver;
    private static Simulator simulator;
    private static RunningProcessor processor;
    private static Api api;
    private static Api stranger;
    private static HttpClient http;
    private static String pushinpay;
    private static String efi;

    @BeforeAll
    static void start() throws Exception {
        database = TestStack.freshDatabase();
        receiver = new WebhookReceiver();
        simulator = Simulator.start(0, List.of(new PushinPaySandbox(TOKEN), new EfiSandbox(EFI, Clock.systemUTC())));
        processor = RunningProcessor.start(
                database,
                "--correnteza.processor.accounts.webhook-base-url=" + receiver.url(),
                "--correnteza.processor.charge.timeout=3s",
                "--correnteza.processor.janitor.ask-after=2s,1h",
                "--correnteza.processor.janitor.look-every=200ms",
                "--correnteza.processor.gateways.pushinpay.base-url=" + simulator.url() + "/api",
                "--correnteza.processor.gateways.efi.base-url=" + simulator.url());
        api = new Api(processor, RunningProcessor.API_KEY);
        stranger = new Api(processor, RunningProcessor.OTHER_API_KEY);
        http = HttpClient.newHttpClient();
        pushinpay = account("{\"gateway\": \"pushinpay\"}", TOKEN);
        efi = account(
                "{\"gateway\": \"efi\", \"settings\": {\"pix-key\": \"" + EFI.pixKey() + "\"}}",
                EFI.clientId() + ":" + EFI.clientSecret());
        String address = api.get("/v1/accounts/" + efi + "?reveal=true")
                .json()
                .path("webhookUrl")
                .asString();
        simulate("efi/webhook", "{\"url\": \"" + address + "\"}");
    }

    @AfterAll
    static void stop() {
        http.close();
        api.close();
        stranger.close();
        processor.close();
        simulator.close();
        receiver.close();
    }

    @BeforeEach
    void noFaults() throws Exception {
        for (String gateway : List.of("pushinpay", "efi")) {
            http.send(
                    HttpRequest.newBuilder(URI.create(simulator.url() + "/_simulator/" + gateway + "/faults"))
                            .DELETE()
                            .build(),
                    BodyHandlers.discarding());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pushinpay", "efi"})
    void isPaidByTheWebhookOfItsGateway(String gateway) throws Exception {
        Answer created = api.post("/v1/payments", request(gateway, 1_990));

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        JsonNode payment = created.json();
        assertThat(payment.path("paymentId").asString()).matches("PAY_[0-9a-f]{32}");
        assertThat(payment.path("status").asString()).isEqualTo("PENDING");
        assertThat(payment.path("pixCode").asString()).startsWith("000201");
        UUID.fromString(payment.path("webhookToken").asString());

        pay(gateway, payment.path("gatewayTransactionId").asString());

        JsonNode booked = awaitStatus(payment.path("paymentId").asString(), "PAID");
        assertThat(booked.path("webhookToken").asString())
                .isEqualTo(payment.path("webhookToken").asString());
        assertThat(booked.path("amountMinor").asLong()).isEqualTo(1_990);
        assertThat(booked.path("trackingToken").asString()).isEqualTo("ctk_abcdefghijklmnopqrst");
        assertThat(payments(payment.path("webhookToken").asString())).isOne();
    }

    @Test
    void explainsTheWayOfAPaymentFromItsCreationOn() throws Exception {
        JsonNode payment = api.post("/v1/payments", request("pushinpay", 777)).json();
        String paymentId = payment.path("paymentId").asString();
        pay("pushinpay", payment.path("gatewayTransactionId").asString());
        awaitStatus(paymentId, "PAID");

        List<JsonNode> hops = api.get("/v1/payments/" + paymentId + "/explain")
                .json()
                .path("hops")
                .valueStream()
                .toList();

        assertThat(hops.getFirst().path("hop").asString()).isEqualTo("charge");
        assertThat(hops)
                .filteredOn(hop -> hop.path("hop").asString().equals("ledger"))
                .extracting(hop -> hop.path("details").path("type").asString())
                .containsExactly("payment.created", "payment.pending", "payment.paid");
    }

    @Test
    void namesTheBotInThePaymentId() throws Exception {
        String request = request("pushinpay", 500).replaceFirst("\\{", "{\"bot\": \"77\", ");

        assertThat(api.post("/v1/payments", request).json().path("paymentId").asString())
                .matches("BOT77_[0-9a-f]{32}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | 499.90 | amountMinor (expected: a whole number)",
                "500 | \"5 reais\" | amountMinor (expected: a whole number)",
                "\"amountMinor\" | \"expiresIn\": 60, \"amountMinor\" | expiresIn (expected: one of accountId, amountMinor",
                "\"name\" | \"tax_id\": \"1\", \"name\" | customer.tax_id (expected: one of document, email, name, phone)"
            })
    void refusesWhatItWouldHaveToGuess(String right, String wrong, String expected) throws Exception {
        long before = new Books(database).count("charge");

        api.post("/v1/payments", request("pushinpay", 500).replaceFirst(right, wrong))
                .assertProblem(400, expected);

        assertThat(new Books(database).count("charge")).isEqualTo(before);
    }

    @Test
    void answersTheSameRequestWithTheSamePayment() throws Exception {
        int before = charged("pushinpay");
        String key = UUID.randomUUID().toString();

        Answer first = api.post("/v1/payments", request("pushinpay", 1_000), key);
        Answer second = api.post("/v1/payments", request("pushinpay", 1_000), key);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(charged("pushinpay") - before).isOne();
    }

    @Test
    void refusesTheKeyOfAnotherRequest() throws Exception {
        String key = UUID.randomUUID().toString();
        api.post("/v1/payments", request("pushinpay", 1_000), key);

        api.post("/v1/payments", request("pushinpay", 1_001), key).assertProblem(422, "Idempotency-Key");
    }

    @Test
    void chargesOnceWhenTheSameRequestComesManyTimesAtOnce() throws Exception {
        int before = charged("efi");
        String key = UUID.randomUUID().toString();
        simulate("efi/faults", "{\"kind\": \"latency\", \"delayMs\": 300}");
        List<Future<Answer>> answers = new ArrayList<>();

        try (ExecutorService callers = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 16; i++) {
                answers.add(callers.submit(() -> api.post("/v1/payments", request("efi", 1_000), key)));
            }
        }

        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).isEqualTo(201);
            assertThat(answer.get().body()).isEqualTo(answers.getFirst().get().body());
        }
        assertThat(charged("efi") - before).isOne();
    }

    @Test
    void leavesTheKeyOfOneTenantToOthers() throws Exception {
        String key = UUID.randomUUID().toString();
        api.post("/v1/payments", request("pushinpay", 1_000), key);

        stranger.post("/v1/payments", request("pushinpay", 1_000), key).assertProblem(404, "no such account");
    }

    @Test
    void showsNoPaymentToAnotherTenant() throws Exception {
        String paymentId = api.post("/v1/payments", request("pushinpay", 1_000))
                .json()
                .path("paymentId")
                .asString();
        awaitStatus(paymentId, "PENDING");

        stranger.get("/v1/payments/" + paymentId).assertProblem(404, "no such payment");
        stranger.get("/v1/payments/" + paymentId + "/explain").assertProblem(404, "no such payment");
    }

    @Test
    void saysWhatTheGatewayRefuses() throws Exception {
        Answer refused = api.post("/v1/payments", request("pushinpay", 49));

        refused.assertProblem(422, "pushinpay did not charge: REQUEST_REFUSED: value");
        JsonNode payment = awaitStatus(refused.json().path("paymentId").asString(), "REFUSED");
        assertThat(payment.path("amountMinor").asLong()).isEqualTo(49);
    }

    @Test
    void chargesAgainForTheSameReference() throws Exception {
        String request = request("pushinpay", 2_000).replaceFirst("\\{", "{\"externalReference\": \"order-1\", ");
        String first =
                api.post("/v1/payments", request).json().path("paymentId").asString();
        String second =
                api.post("/v1/payments", request).json().path("paymentId").asString();

        awaitStatus(first, "PENDING");
        awaitStatus(second, "PENDING");
    }

    @Test
    void keepsWhatTheGatewaySaidWhenTheDatabaseWasAwayForAMoment() throws Exception {
        new Books(database).execute("""
                CREATE SEQUENCE processor.answers;
                CREATE FUNCTION processor.refuse_first() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF nextval('processor.answers') = 1 THEN
                        RAISE EXCEPTION 'cut' USING ERRCODE = 'admin_shutdown';
                    END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER refuse_first BEFORE UPDATE ON processor.charge
                    FOR EACH ROW EXECUTE FUNCTION processor.refuse_first()
                """);
        try {
            Answer created = api.post("/v1/payments", request("pushinpay", 500));

            assertThat(created.status()).as(created.body()).isEqualTo(201);
            assertThat(created.json().path("pixCode").asString()).isNotEmpty();
            assertThat(new Books(database)
                            .texts("SELECT outcome FROM processor.charge WHERE payment_id = '"
                                    + created.json().path("paymentId").asString() + "'"))
                    .containsExactly("PENDING");
        } finally {
            new Books(database).execute("DROP TRIGGER refuse_first ON processor.charge");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout", "closed", "internal_error"})
    void doesNotSayThatAPaymentFailedWhereNobodyKnows(String fault) throws Exception {
        int before = charged("efi");
        simulate("efi/faults", "{\"kind\": \"" + fault + "\"}");
        String key = UUID.randomUUID().toString();

        Answer unknown = api.post("/v1/payments", request("efi", 3_000), key);

        assertThat(unknown.status()).as(unknown.body()).isEqualTo(202);
        assertThat(unknown.json().path("status").asString()).isEqualTo("UNKNOWN");
        assertThat(api.post("/v1/payments", request("efi", 3_000), key).body()).isEqualTo(unknown.body());
        assertThat(charged("efi") - before).isEqualTo(fault.equals("internal_error") ? 0 : 1);
        String paymentId = unknown.json().path("paymentId").asString();
        awaitStatus(paymentId, "CREATED");

        if (!fault.equals("internal_error")) {
            pay("efi", unknown.json().path("webhookToken").asString().replace("-", ""));
            awaitStatus(paymentId, "PAID");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pushinpay", "efi"})
    void matchesAWebhookThatComesBeforeTheAnswer(String gateway) throws Exception {
        simulate(gateway + "/faults", "{\"kind\": \"webhook_first\"}");

        JsonNode payment = api.post("/v1/payments", request(gateway, 4_000)).json();

        awaitStatus(payment.path("paymentId").asString(), "PAID");
        assertThat(payments(payment.path("webhookToken").asString())).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pushinpay", "efi"})
    void asksOnceAfterAPaymentWhoseWebhookWasLost(String gateway) throws Exception {
        simulate(gateway + "/faults", "{\"kind\": \"webhook_lost\"}");
        JsonNode lost = api.post("/v1/payments", request(gateway, 5_000)).json();
        JsonNode paid = api.post("/v1/payments", request(gateway, 5_001)).json();
        String lostId = lost.path("gatewayTransactionId").asString();
        pay(gateway, lostId);
        pay(gateway, paid.path("gatewayTransactionId").asString());
        awaitStatus(paid.path("paymentId").asString(), "PAID");

        await().atMost(PATIENCE).until(() -> inquiries().contains(lostId));

        // A look later: the next is due after an hour.
        double looks = asked();
        JsonNode later = api.post("/v1/payments", request(gateway, 5_002)).json();
        await().atMost(PATIENCE)
                .until(() ->
                        inquiries().contains(later.path("gatewayTransactionId").asString()));
        assertThat(asked()).isGreaterThan(looks);
        assertThat(inquiries())
                .containsOnlyOnce(lostId)
                .doesNotContain(paid.path("gatewayTransactionId").asString());
        assertThat(api.get("/v1/payments/" + lost.path("paymentId").asString())
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("PENDING");
    }

    /** No webhook says that a charge of EFI has expired, and who is asked may not answer. */
    @Test
    void asksAgainForAsLongAsAPaymentStaysOpen() throws Exception {
        simulate("efi/faults", "{\"kind\": \"webhook_lost\"}");
        JsonNode payment = api.post("/v1/payments", request("efi", 5_003)).json();
        String id = payment.path("paymentId").asString();
        String chargeId = payment.path("gatewayTransactionId").asString();
        Books books = new Books(database);
        awaitInquiries(chargeId, 1);

        books.execute(
                "UPDATE processor.charge SET expires_at = now() + interval '30 days' WHERE payment_id = '" + id + "'");
        books.execute(
                "UPDATE processor.payment SET first_occurred_at = now() - interval '23 hours' WHERE payment_id = '" + id
                        + "'");
        awaitInquiries(chargeId, 2);
        books.execute("UPDATE processor.charge SET expires_at = now() - interval '6 minutes' WHERE payment_id = '" + id
                + "'");
        awaitInquiries(chargeId, 3);
        books.execute(
                "UPDATE processor.payment SET first_occurred_at = now() - interval '26 hours' WHERE payment_id = '" + id
                        + "'");
        awaitInquiries(chargeId, 4);
        books.execute(
                "UPDATE processor.payment SET first_occurred_at = now() - interval '51 hours' WHERE payment_id = '" + id
                        + "'");
        awaitInquiries(chargeId, 5);
        // A week after it expired at the latest.
        books.execute(
                "UPDATE processor.charge SET expires_at = now() - interval '8 days' WHERE payment_id = '" + id + "'");
        books.execute("UPDATE processor.payment SET first_occurred_at = now() - interval '10 days' WHERE payment_id = '"
                + id + "'");
        awaitInquiries(chargeId, 6);
        books.execute(
                "UPDATE processor.charge SET expires_at = now() - interval '18 days' WHERE payment_id = '" + id + "'");
        books.execute("UPDATE processor.payment SET first_occurred_at = now() - interval '20 days' WHERE payment_id = '"
                + id + "'");
        String later = api.post("/v1/payments", request("efi", 5_004))
                .json()
                .path("gatewayTransactionId")
                .asString();
        awaitInquiries(later, 1);

        assertThat(Collections.frequency(inquiries(), chargeId)).isEqualTo(6);
    }

    private static void awaitInquiries(String chargeId, int count) {
        await().atMost(PATIENCE).until(() -> Collections.frequency(inquiries(), chargeId) == count);
    }

    @Test
    void wantsCredentialsAndASupportedGateway() throws Exception {
        String bare = api.post("/v1/accounts", "{\"gateway\": \"pushinpay\"}")
                .json()
                .path("accountId")
                .asString();
        String other = account("{\"gateway\": \"hotmart\"}", "token-of-another-api");

        api.post("/v1/payments", request("pushinpay", 1_000).replace(pushinpay, bare))
                .assertProblem(409, "no credentials");
        api.post("/v1/payments", request("pushinpay", 1_000).replace(pushinpay, other))
                .assertProblem(409, "gateway: hotmart (expected: one of efi, pushinpay)");
    }

    @Test
    void saysThatCredentialsAreWrong() throws Exception {
        String wrong = account("{\"gateway\": \"pushinpay\"}", "2|another-token");

        api.post("/v1/payments", request("pushinpay", 1_000).replace(pushinpay, wrong))
                .assertProblem(502, "CREDENTIALS_REFUSED");
    }

    // ---- tools

    private static String account(String request, String credentials) throws Exception {
        String accountId =
                api.post("/v1/accounts", request).json().path("accountId").asString();
        Answer added = api.post(
                "/v1/accounts/" + accountId + "/secrets", "{\"kind\": \"API\", \"value\": \"" + credentials + "\"}");
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        assertThat(added.body()).doesNotContain(credentials);
        return accountId;
    }

    private static String request(String gateway, long amountMinor) {
        return """
                {"accountId": "%s", "amountMinor": %d, "currency": "BRL", "method": "PIX", "description": "Curso",
                "customer": {"name": "Pessoa Exemplo", "document": "123.456.789-09"},
                "trackingToken": "ctk_abcdefghijklmnopqrst"}""".formatted(gateway.equals("efi") ? efi : pushinpay, amountMinor);
    }

    private static void pay(String gateway, String chargeId) throws Exception {
        simulate(gateway + "/charges/" + chargeId + "/pay", "{}");
    }

    private static int charged(String gateway) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.url() + "/_simulator/" + gateway + "/calls"))
                .build();
        return JsonMapper.shared()
                .readTree(http.send(request, BodyHandlers.ofString()).body())
                .path("charged")
                .asInt();
    }

    /** What the gateways are to be asked after. */
    private static List<String> inquiries() throws Exception {
        List<String> resources = new ArrayList<>();
        try (Broker broker = new Broker(TestStack.kafka().bootstrapServers())) {
            for (var record : broker.read(Topics.GATEWAY_NOTIFICATIONS)) {
                GatewayNotification notification =
                        AvroCodec.of(GatewayNotification.class).decode(record.value());
                if (List.of(pushinpay, efi).contains(notification.getAccountId())) {
                    assertThat(notification.getTopic()).isEqualTo("payment.inquiry");
                    assertThat(record.key())
                            .isEqualTo(notification.getAccountId() + ":" + notification.getResourceId());
                    resources.add(notification.getResourceId());
                }
            }
        }
        return resources;
    }

    private static double asked() {
        return processor
                .context()
                .getBean(MeterRegistry.class)
                .find("correnteza.processor.inquiries")
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static void simulate(String path, String body) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(simulator.url() + "/_simulator/" + path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static JsonNode awaitStatus(String paymentId, String status) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> api.get("/v1/payments/" + paymentId).json(),
                        payment -> payment.path("status").asString("").equals(status));
    }

    private static long payments(String webhookToken) {
        return new Books(database).count("payment WHERE webhook_token = '" + webhookToken + "'");
    }
}
