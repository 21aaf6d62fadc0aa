package dev.correnteza.gateways.pushinpay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.Lane;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.VerifiedWebhook;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PushinPayTransactionTest {
    private static final Account ACCOUNT = new Account("tenant", "account", Map.of());
    private static final Instant NOW = Instant.parse("2026-03-14T12:00:00Z");
    private static final String TOKEN = "11111111-2222-4333-8444-555555555555";

    @Test
    void readsTheAnswerToACharge() {
        PaymentEvent event = event("created", "9c29870c-9f69-4bb6-90d3-2dce9453bb45");

        assertThat(event.getType()).isEqualTo(EventType.PAYMENT_PENDING);
        assertThat(event.getLane()).isEqualTo(Lane.LIVE);
        assertThat(event.getWebhookToken()).isEqualTo(TOKEN);
        assertThat(event.getOccurredAt()).isEqualTo(NOW);
    }

    @Test
    void givesTheEventIdOfTheWebhookWhoseIdIsInUpperCase() {
        PaymentEvent fetched = event("paid", "9c29870c-9f69-4bb6-90d3-2dce9453bb45");

        byte[] body = transaction("paid", "9C29870C-9F69-4BB6-90D3-2DCE9453BB45");
        var sent = new PushinPayAdapter()
                .normalize(new VerifiedWebhook(
                        new ReceivedWebhook(ACCOUNT, Map.of(), Map.of(), body), NOW.plusSeconds(60)));
        assertThat(sent)
                .isInstanceOfSatisfying(
                        Understood.class,
                        understood -> assertThat(understood.events().getFirst().getEventId())
                                .isEqualTo(fetched.getEventId()));
    }

    @Test
    void doesNotGuessAStatus() {
        assertThat(PushinPayTransaction.normalize(ACCOUNT, transaction("approved", "1"), NOW))
                .isEqualTo(new NotUnderstood(Reason.UNKNOWN_STATUS, "approved"));
    }

    private static PaymentEvent event(String status, String id) {
        var normalization = PushinPayTransaction.normalize(ACCOUNT, transaction(status, id), NOW);
        return ((Understood) normalization).events().getFirst();
    }

    private static byte[] transaction(String status, String id) {
        return """
                {"id": "%s", "status": "%s", "value": 1990, "end_to_end_id": null,
                "webhook_url": "https://example.com/hooks?webhook_token=%s"}""".formatted(id, status, TOKEN).getBytes(UTF_8);
    }
}
