package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import dev.correnteza.processor.Api.Answer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ApiIT {
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)content-length: ([0-9]+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAYMENTS = 30;
    private static final int DUPLICATES = 1_500;

    private static Books books;
    private static RunningProcessor processor;
    private static Api mine;
    private static Api others;
    private static Broker broker;
    private static String paymentId;

    @BeforeAll
    static void start() throws Exception {
        var database = TestStack.freshDatabase();
        books = new Books(database);
        processor = RunningProcessor.start(database);
        mine = new Api(processor);
        others = new Api(processor, RunningProcessor.OTHER_API_KEY);
        broker = new Broker(TestStack.kafka().bootstrapServers());
        // All at one instant; the other tenant's names are the same.
        for (int i = 0; i < PAYMENTS; i++) {
            broker.publish(Topics.PAYMENT_EVENTS, sale(RunningProcessor.TENANT, "account-api", "HP" + i));
        }
        broker.publish(Topics.PAYMENT_EVENTS, sale(RunningProcessor.OTHER_TENANT, "account-of-others", "HP0"));
        PaymentEvent repeated = sale(RunningProcessor.TENANT, "account-api", "HP-repeated");
        for (int i = 0; i <= DUPLICATES; i++) {
            broker.publish(Topics.PAYMENT_EVENTS, repeated);
        }
        PaymentEvent forwarded = sale(RunningProcessor.TENANT, "account-of-guru", "guru-1");
        forwarded.setGateway("guru");
        forwarded.setOriginGateway("hotmart");
        forwarded.setOriginTransactionId("HP0");
        forwarded.setOccurredAt(forwarded.getOccurredAt().plusSeconds(1));
        broker.publish(Topics.PAYMENT_EVENTS, forwarded);
        broker.flush();
        await().atMost(PATIENCE).until(() -> books.count("webhook_log") == PAYMENTS + 3 + DUPLICATES);
        paymentId = mine.get("/v1/payments?gatewayTransactionId=HP0")
                .items()
                .getFirst()
                .path("paymentId")
                .asString();
    }

    @AfterAll
    static void stop() {
        mine.close();
        others.close();
        broker.close();
        processor.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/payments",
                "/v1/payments/PAY_1",
                "/v1/payments/PAY_1/explain",
                "/v1/webhooks",
                "/v1/accounts",
                "/v1/accounts/acc_1",
                "/v1;a=b/payments",
                "/%761/payments",
                "/v1/no-such-thing"
            })
    void asksForAKnownKey(String path) throws Exception {
        try (Api nobody = new Api(processor, null);
                Api stranger = new Api(processor, "key-of-nobody")) {
            assertThat(List.of(nobody.get(path), stranger.get(path)))
                    .allSatisfy(answer -> answer.assertProblem(401, "Authorization: Bearer"));
        }
    }

    @Test
    void isHealthyForEverybody() throws Exception {
        try (Api nobody = new Api(processor, null)) {
            assertThat(nobody.get("/actuator/health/readiness").status()).isEqualTo(200);
            assertThat(nobody.get("/actuator/prometheus").body())
                    .contains("correnteza_processor_events_total{outcome=\"duplicate\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HP0", "guru-1"})
    void findsAPaymentByEachOfItsTransactions(String transactionId) throws Exception {
        assertThat(mine.get("/v1/payments?gatewayTransactionId=" + transactionId)
                        .items())
                .extracting(payment -> payment.path("paymentId").asString())
                .containsExactly(paymentId);
    }

    @Test
    void showsATenantItsOwnOnly() throws Exception {
        List<JsonNode> ofOthers = others.get("/v1/payments").items();

        assertThat(ofOthers)
                .extracting(payment -> payment.path("accountId").asString())
                .containsExactly("account-of-others");
        assertThat(ofOthers.getFirst().path("paymentId").asString()).isNotEqualTo(paymentId);
        assertThat(ofOthers.getFirst().path("customerId").asString())
                .isNotEqualTo(mine.get("/v1/payments/" + paymentId)
                        .json()
                        .path("customerId")
                        .asString());
        others.get("/v1/payments/" + paymentId).assertProblem(404, "no such payment");
        others.get("/v1/payments/" + paymentId + "/explain").assertProblem(404, "no such payment");
        assertThat(others.get("/v1/payments?gatewayTransactionId=HP1").items()).isEmpty();
        assertThat(others.get("/v1/webhooks").items()).hasSize(1);
        assertThat(others.get("/v1/webhooks?accountId=account-api").items()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/v1/payments?limit=7, 1", "/v1/webhooks?limit=7&status=done, 2"})
    void pagesOverRowsOfOneInstantWithoutLossOrRepetition(String path, int more) throws Exception {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            Answer answer = mine.get(path + "&cursor=" + cursor);
            answer.items().forEach(item -> seen.add(item.toString()));
            cursor = answer.json().path("nextCursor").asString("");
            pages++;
        } while (!cursor.isEmpty());

        assertThat(seen).hasSize(PAYMENTS + more).doesNotHaveDuplicates();
        assertThat(pages).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/payments?limit=0, limit (expected: 1 to 500)",
        "/v1/payments?limit=501, limit (expected: 1 to 500)",
        "/v1/webhooks?limit=many, limit (expected: 1 to 500)",
        "/v1/payments?cursor=x, cursor (expected: a nextCursor",
        "/v1/webhooks?cursor=%25, cursor (expected: a nextCursor",
        "/v1/payments?status=payed, 'status (expected: one of UNKNOWN, CREATED'",
        "/v1/webhooks?status=lost, status (expected: done",
        "/v1/webhooks?status=, status (expected: done",
        "/v1/webhooks?accountId=%00, without NUL",
        "/v1/payments?gatewayTransactionId=a%00b, without NUL",
        "/v1/payments/%00, without NUL",
        "/v1/payments/a%00/explain, without NUL",
        "/v1/accounts?reveal=perhaps, reveal (expected: true or false)"
    })
    void saysWhatIsExpected(String path, String expected) throws Exception {
        mine.get(path).assertProblem(400, expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+1000000000-12-31T23:59:59Z PAY_1", "2026-03-01T12:00:00Z PAY\0", "-9999-01-01T00:00:00Z x"})
    void refusesCursorsThatWereMadeUp(String text) throws Exception {
        String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));

        mine.get("/v1/payments?cursor=" + cursor).assertProblem(400, "cursor (expected: a nextCursor");
    }

    /** A server that stops reading after the second is a known fault of Reactor Netty before 1.3.8. */
    @Test
    void answersTheRequestAfterOneThatWasSentTooEarly() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", URI.create(processor.url()).getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            String fromTheDatabase = get("/v1/payments");
            String atOnce = get("/v1/accounts?reveal=perhaps");

            socket.getOutputStream().write((fromTheDatabase + atOnce).getBytes(StandardCharsets.UTF_8));
            assertThat(List.of(statusLine(socket), statusLine(socket)))
                    .containsExactly("HTTP/1.1 200 OK", "HTTP/1.1 400 Bad Request");
            socket.getOutputStream().write(atOnce.getBytes(StandardCharsets.UTF_8));
            assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 400 Bad Request");
        }
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + RunningProcessor.API_KEY + "\r\n\r\n";
    }

    /** Of one answer, which is read to its end. */
    private static String statusLine(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as("end of the connection").isNotNegative();
            head.append((char) next);
        }
        Matcher length = CONTENT_LENGTH.matcher(head);
        assertThat(length.find()).isTrue();
        socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
        return head.substring(0, head.indexOf("\r\n"));
    }

    @Test
    void answersNotFoundForWhatIsNotThere() throws Exception {
        mine.get("/v1/payments/PAY_none").assertProblem(404, "no such payment");
        mine.get("/v1/payments/PAY_none/explain").assertProblem(404, "no such payment");
    }

    @Test
    void explainsAPaymentThatWasReportedOftenInOneAnswer() throws Exception {
        String repeated = mine.get("/v1/payments?gatewayTransactionId=HP-repeated")
                .items()
                .getFirst()
                .path("paymentId")
                .asString();

        List<JsonNode> hops = mine.get("/v1/payments/" + repeated + "/explain")
                .json()
                .path("hops")
                .valueStream()
                .toList();

        assertThat(hops.stream().filter(hop -> hop.path("hop").asString().equals("webhook")))
                .hasSize(1_000)
                .anyMatch(hop -> hop.path("details").path("verdict").asString().equals("done"));
        assertThat(hops)
                .extracting(hop -> hop.path("hop").asString())
                .contains("ledger", "transition", "transition_private");
    }

    private static PaymentEvent sale(String tenantId, String accountId, String transactionId) {
        PaymentEvent event = Histories.event(EventType.PAYMENT_PAID, 0);
        event.setTenantId(tenantId);
        event.setAccountId(accountId);
        event.setGatewayTransactionId(transactionId);
        event.setWebhookToken("token-" + transactionId);
        Customer customer = new Customer();
        customer.setEmail("same@example.com");
        customer.setDocumentType(DocumentType.UNKNOWN);
        event.setCustomer(customer);
        return event;
    }
}
