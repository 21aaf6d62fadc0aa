package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import dev.correnteza.events.Lane;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.identity.CorrelationKey;
import dev.correnteza.events.identity.EventId;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.pushinpay.PushinPayTransaction;
import dev.correnteza.processor.charge.ChargeDesk;
import dev.correnteza.processor.charge.ChargeGateway;
import dev.correnteza.processor.charge.ChargeOrder;
import dev.correnteza.processor.charge.ChargeOutcome;
import dev.correnteza.processor.charge.ChargeOutcome.Pending;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ChargeRaceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PAYMENTS = 10_000;
    private static final int AT_ONCE = 64;
    private static final AvroCodec<PaymentEvent> EVENTS = AvroCodec.of(PaymentEvent.class);

    private static Database database;
    private static Books books;
    private static RunningProcessor processor;
    private static KafkaProducer<String, byte[]> producer;
    private static Account account;

    @BeforeAll
    static void start() throws Exception {
        database = TestStack.freshDatabase();
        books = new Books(database);
        processor = RunningProcessor.start(database);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestStack.kafka().bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
        try (Api api = new Api(processor, RunningProcessor.API_KEY)) {
            String accountId = api.post("/v1/accounts", "{\"gateway\": \"pushinpay\"}")
                    .json()
                    .path("accountId")
                    .asString();
            assertThat(api.post(
                                    "/v1/accounts/" + accountId + "/secrets",
                                    "{\"kind\": \"API\", \"value\": \"1|token-of-no-api\"}")
                            .status())
                    .isEqualTo(201);
            account = new Account(RunningProcessor.TENANT, accountId, Map.of());
        }
    }

    @AfterAll
    static void stop() {
        producer.close();
        processor.close();
    }

    // Ten thousand payments are a minute's work for an idle machine, and this one builds other things meanwhile.
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void leavesNoWebhookWithoutItsPaymentWheneverItComes() {
        RacingGateway gateway = new RacingGateway();
        ChargeDesk desk = new ChargeDesk(processor.context(), gateway);

        List<String> created = Flux.range(0, PAYMENTS)
                .flatMap(i -> desk.create(account.tenantId(), account.accountId(), 100 + i), AT_ONCE)
                .collectList()
                .block();
        gateway.late.forEach(ChargeRaceIT::publish);

        String mine = "WHERE account_id = '" + account.accountId() + "'";
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(books.count("payment " + mine + " AND status = 'PAID'"))
                        .isEqualTo(PAYMENTS));
        assertThat(created).doesNotHaveDuplicates().hasSize(PAYMENTS);
        assertThat(books.count("payment " + mine)).isEqualTo(PAYMENTS);
        assertThat(new HashSet<>(books.texts("SELECT payment_id FROM processor.payment " + mine)))
                .isEqualTo(new HashSet<>(created));
        // One webhook and one charge on each, and the amount of the charge.
        assertThat(books.count("ledger " + mine + " AND type = 'payment.paid'")).isEqualTo(PAYMENTS);
        assertThat(books.count("payment JOIN processor.charge USING (payment_id) WHERE payment.account_id = '"
                        + account.accountId()
                        + "' AND payment.amount_minor = charge.amount_minor"
                        + " AND payment.gateway_transaction_id = charge.gateway_charge_id"))
                .isEqualTo(PAYMENTS);
        await().atMost(PATIENCE).until(() -> books.count("record_outbox") == 0);
    }

    @Test
    void findsThePaymentByItsIdWhereTheLogHasTheWebhookBeforeTheCreation() throws Exception {
        Account other = new Account(RunningProcessor.TENANT, "account-of-another-log", Map.of());
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String paymentId = "PAY_" + UUID.randomUUID().toString().replace("-", "");
            UUID token = UUID.randomUUID();
            publish(transaction(other, UUID.randomUUID().toString(), "paid", 500, token));
            publish(created(other, paymentId, token));
            created.add(paymentId);
        }

        await().atMost(PATIENCE)
                .until(() -> books.count("ledger WHERE account_id = '" + other.accountId() + "'") == 400);
        try (Api api = new Api(processor, RunningProcessor.API_KEY)) {
            for (String paymentId : created) {
                assertThat(api.get("/v1/payments/" + paymentId)
                                .json()
                                .path("status")
                                .asString(""))
                        .isEqualTo("PAID");
            }
        }
        assertThat(books.count("payment WHERE account_id = '" + other.accountId() + "'"))
                .isEqualTo(200);
    }

    private static PaymentEvent created(Account of, String paymentId, UUID token) {
        Instant now = Instant.now();
        PaymentEvent event = new PaymentEvent();
        event.setEventId(EventId.once(of.accountId(), paymentId, EventType.PAYMENT_CREATED)
                .toString());
        event.setTenantId(of.tenantId());
        event.setAccountId(of.accountId());
        event.setGateway("pushinpay");
        event.setLane(Lane.LIVE);
        event.setType(EventType.PAYMENT_CREATED);
        event.setOccurredAt(now);
        event.setReceivedAt(now);
        event.setWebhookToken(token.toString());
        event.setPaymentId(paymentId);
        event.setMethod(PaymentMethod.PIX);
        event.setItems(List.of());
        return event;
    }

    private static PaymentEvent transaction(Account of, String id, String status, long value, UUID token) {
        byte[] json = """
                {"id": "%s", "status": "%s", "value": %d, "qr_code": "000201",
                "webhook_url": "http://127.0.0.1/?webhook_token=%s"}""".formatted(id, status, value, token).getBytes(StandardCharsets.UTF_8);
        return ((Understood) PushinPayTransaction.normalize(of, json, Instant.now()))
                .events()
                .getFirst();
    }

    private static void publish(PaymentEvent event) {
        producer.send(record(event));
    }

    private static ProducerRecord<String, byte[]> record(PaymentEvent event) {
        return new ProducerRecord<>(Topics.PAYMENT_EVENTS, CorrelationKey.of(event), EVENTS.encode(event));
    }

    /** A customer who pays before, while or after the gateway answers. */
    private static final class RacingGateway implements ChargeGateway {
        private final AtomicInteger turn = new AtomicInteger();
        private final Queue<PaymentEvent> late = new ConcurrentLinkedQueue<>();

        @Override
        public String gateway() {
            return "pushinpay";
        }

        @Override
        public Optional<String> chargeId(UUID webhookToken) {
            return Optional.empty();
        }

        @Override
        public Mono<ChargeOutcome> charge(ChargeOrder order) {
            String id = UUID.randomUUID().toString();
            PaymentEvent paid = transaction(account, id, "paid", order.amountMinor(), order.webhookToken());
            Mono<ChargeOutcome> answer = Mono.fromSupplier(() -> new Pending(
                    id,
                    "000201",
                    null,
                    new ArrayList<>(
                            List.of(transaction(account, id, "created", order.amountMinor(), order.webhookToken())))));
            return switch (turn.getAndIncrement() % 3) {
                case 0 -> acknowledged(paid).then(answer);
                case 1 -> answer.doFirst(() -> publish(paid));
                default -> answer.doFirst(() -> late.add(paid));
            };
        }

        private static Mono<Void> acknowledged(PaymentEvent event) {
            return Mono.create(sink -> producer.send(record(event), (metadata, failure) -> {
                if (failure == null) {
                    sink.success();
                } else {
                    sink.error(failure);
                }
            }));
        }
    }
}
