package dev.correnteza.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.correnteza.events.Lane;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.identity.CorrelationKey;
import dev.correnteza.events.identity.EventId;
import dev.correnteza.events.topic.Topics;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
class FetchIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String token = UUID.randomUUID().toString();
    private BackfillStack stack;

    @BeforeEach
    void start() {
        stack = new BackfillStack();
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void publishesWhatPushinPaySaysOfAPayment(CapturedOutput log) throws Exception {
        String id = chargeAtPushinPay();
        stack.steer("/pushinpay/charges/" + id + "/pay", "{}");

        // Its account is published after the service was started.
        stack.publishAccount("pushinpay", stack.account, BackfillStack.PUSHINPAY_TOKEN);
        PaymentEvent event = awaitEvent("pushinpay", id);

        assertThat(event.getType()).isEqualTo("payment.paid");
        assertThat(event.getLane()).isEqualTo(Lane.LIVE);
        assertThat(event.getEventId())
                .isEqualTo(EventId.once(stack.account, id, "payment.paid").toString());
        assertThat(event.getWebhookToken()).isEqualTo(token);
        assertThat(log).doesNotContain(BackfillStack.PUSHINPAY_TOKEN, "Pagador Exemplo");
    }

    @Test
    void publishesThePixThatPaidAChargeOfEfi(CapturedOutput log) throws Exception {
        stack.publishAccount("efi", stack.account, credentials());
        String txid = chargeAtEfi();
        stack.steer("/efi/charges/" + txid + "/pay", "{}");

        PaymentEvent event = awaitEvent("efi", txid);

        assertThat(event.getType()).isEqualTo("payment.paid");
        assertThat(event.getWebhookToken()).isEqualTo(token);
        assertThat(event.getGatewayTransactionId()).isEqualTo(event.getEndToEndId());
        assertThat(log).doesNotContain(BackfillStack.EFI.clientSecret());
    }

    @Test
    void findsOutThatAChargeOfEfiHasExpired() throws Exception {
        stack.publishAccount("efi", stack.account, credentials());
        String txid = chargeAtEfi();
        stack.steer("/efi/charges/" + txid + "/expire", "{}");

        PaymentEvent event = awaitEvent("efi", txid);

        assertThat(event.getType()).isEqualTo("payment.expired");
    }

    @Test
    void countsAndPassesOverWhatCannotBeFetched() throws Exception {
        stack.publishAccount("pushinpay", stack.account, BackfillStack.PUSHINPAY_TOKEN);
        String wrong = stack.account + "-wrong";
        stack.publishAccount("pushinpay", wrong, "2|another-token");
        String id = chargeAtPushinPay();
        awaitEvent("pushinpay", id);

        stack.notify("bling", stack.account, "1");
        stack.notify("pushinpay", "nobody", "1");
        stack.notify("pushinpay", stack.account, "no-such-transaction");
        stack.notify("pushinpay", wrong, id);
        // Of another gateway than it says.
        stack.notify("efi", stack.account, "1");

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(stack.fetches("other", "no_client")).isPositive();
            assertThat(stack.fetches("pushinpay", "no_account")).isPositive();
            assertThat(stack.fetches("pushinpay", "not_found")).isPositive();
            assertThat(stack.fetches("pushinpay", "given_up")).isPositive();
            assertThat(stack.fetches("efi", "no_account")).isPositive();
        });
        // Those behind go on.
        stack.steer("/pushinpay/charges/" + id + "/pay", "{}");
        double before = stack.fetches("pushinpay", "published");
        stack.notify("pushinpay", stack.account, id);
        await().atMost(PATIENCE).until(() -> stack.fetches("pushinpay", "published") > before);
        assertThat(live()).extracting(PaymentEvent::getType).contains("payment.pending", "payment.paid");
    }

    /** Each try of a call that is never answered takes ten seconds; the batch would be read again before the last of them. */
    @Test
    void waitsForNoAccountLongerThanItsTurn() throws Exception {
        String quick = stack.account + "-quick";
        CountDownLatch ended = new CountDownLatch(1);
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        gateway.setExecutor(threads);
        gateway.createContext("/", exchange -> {
            if (!exchange.getRequestHeaders().getFirst("Authorization").contains("quick")) {
                awaitQuietly(ended);
            }
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        gateway.start();
        try {
            stack.restart(
                    "--correnteza.backfill.gateways.pushinpay.url=http://127.0.0.1:"
                            + gateway.getAddress().getPort(),
                    "--correnteza.backfill.fetch.turn=1s",
                    "--correnteza.backfill.fetch.max-attempts=10");
            stack.publishAccount("pushinpay", stack.account, BackfillStack.PUSHINPAY_TOKEN);
            stack.publishAccount("pushinpay", quick, "quick");
            await().atMost(PATIENCE).until(() -> {
                stack.notify("pushinpay", quick, "1");
                return stack.fetches("pushinpay", "not_found") > 0;
            });

            for (int i = 0; i < 20; i++) {
                stack.notify("pushinpay", stack.account, "slow-" + i);
            }

            await().atMost(PATIENCE).until(() -> stack.fetches("pushinpay", "given_up") == 20);
            double before = stack.fetches("pushinpay", "not_found");
            stack.notify("pushinpay", quick, "2");
            await().atMost(PATIENCE).until(() -> stack.fetches("pushinpay", "not_found") > before);
        } finally {
            ended.countDown();
            gateway.stop(0);
            threads.close();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String chargeAtPushinPay() {
        return stack.gateway(
                        "POST",
                        "/api/pix/cashIn",
                        "Bearer " + BackfillStack.PUSHINPAY_TOKEN,
                        "{\"value\": 1990, \"webhook_url\": \"http://127.0.0.1:9/?webhook_token=" + token + "\"}")
                .path("id")
                .asString();
    }

    private String chargeAtEfi() {
        String basic = Base64.getEncoder().encodeToString(credentials().getBytes(StandardCharsets.UTF_8));
        JsonNode granted =
                stack.gateway("POST", "/oauth/token", "Basic " + basic, "{\"grant_type\": \"client_credentials\"}");
        String txid = token.replace("-", "");
        JsonNode charge = stack.gateway(
                "PUT",
                "/v2/cob/" + txid,
                "Bearer " + granted.path("access_token").asString(),
                """
                {"calendario": {"expiracao": 3600}, "valor": {"original": "19.90"}, "chave": "%s"}""".formatted(BackfillStack.EFI.pixKey()));
        assertThat(charge.path("status").asString("")).as(charge.toString()).isEqualTo("ATIVA");
        return txid;
    }

    private static String credentials() {
        return BackfillStack.EFI.clientId() + ":" + BackfillStack.EFI.clientSecret();
    }

    /** Asked again until the service has read of the account. */
    private PaymentEvent awaitEvent(String gateway, String resourceId) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () -> {
                            stack.notify(gateway, stack.account, resourceId);
                            return live();
                        },
                        events -> !events.isEmpty())
                .getFirst();
    }

    private List<PaymentEvent> live() {
        return stack.read(Topics.PAYMENT_EVENTS).stream()
                .peek(written -> assertThat(written.key()).isEqualTo(CorrelationKey.of(BackfillStack.event(written))))
                .map(BackfillStack::event)
                .filter(event -> event.getTenantId().equals(stack.tenant))
                .toList();
    }
}
