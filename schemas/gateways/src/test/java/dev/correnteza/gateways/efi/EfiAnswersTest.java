package dev.correnteza.gateways.efi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.Lane;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.type.EventType;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.ReceivedWebhook;
import dev.correnteza.gateways.VerifiedWebhook;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EfiAnswersTest {
    private static final Account ACCOUNT = new Account("tenant", "account", Map.of());
    private static final Instant CREATED = Instant.parse("2026-09-09T20:15:00.358Z");
    private static final String PIX = """
            {"pix": [{"endToEndId": "E1", "txid": "7978c0c97ea847e78e8849634473c1f1", "valor": "567.89",
            "horario": "2026-09-09T20:16:00.000Z"}]}""";

    @ParameterizedTest
    @CsvSource({
        "ATIVA,3599,payment.pending",
        "ATIVA,3600,payment.expired",
        "REMOVIDA_PELO_USUARIO_RECEBEDOR,10,payment.canceled",
        "REMOVIDA_PELO_PSP,4000,payment.canceled"
    })
    void readsTheStateOfACharge(String status, long age, String type) {
        PaymentEvent event = understood(EfiAnswers.charge(ACCOUNT, charge(status), CREATED.plusSeconds(age)));

        assertThat(event.getType()).isEqualTo(type);
        assertThat(event.getLane()).isEqualTo(Lane.LIVE);
        assertThat(event.getAmountMinor()).isEqualTo(56_789);
        assertThat(event.getWebhookToken()).isEqualTo("7978c0c9-7ea8-47e7-8e88-49634473c1f1");
        assertThat(event.getExpiresAt()).isEqualTo(CREATED.plusSeconds(3_600));
    }

    @Test
    void namesNoTransactionThatThePixWouldContradict() {
        assertThat(understood(EfiAnswers.charge(ACCOUNT, charge("ATIVA"), CREATED))
                        .getGatewayTransactionId())
                .isNull();
    }

    @Test
    void leavesWhatWasPaidToItsPix() {
        assertThat(EfiAnswers.charge(ACCOUNT, charge("CONCLUIDA"), CREATED)).isEmpty();
    }

    @Test
    void doesNotGuessAStatus() {
        assertThat(EfiAnswers.charge(ACCOUNT, charge("QUASE"), CREATED))
                .contains(new NotUnderstood(Reason.UNKNOWN_STATUS, "QUASE"));
    }

    @Test
    void givesThePixTheEventIdOfItsWebhook() {
        PaymentEvent fetched = understood(EfiAnswers.received(ACCOUNT, PIX.getBytes(UTF_8), CREATED));

        ReceivedWebhook webhook = new ReceivedWebhook(ACCOUNT, Map.of(), Map.of(), PIX.getBytes(UTF_8));
        Normalization sent = new EfiAdapter().normalize(new VerifiedWebhook(webhook, CREATED.plusSeconds(7)));
        assertThat(sent)
                .isInstanceOfSatisfying(
                        Understood.class,
                        understood -> assertThat(understood.events())
                                .extracting(PaymentEvent::getEventId)
                                .isEqualTo(List.of(fetched.getEventId())));
        assertThat(fetched.getType()).isEqualTo(EventType.PAYMENT_PAID);
    }

    @Test
    void takesNoPixForNoNews() {
        assertThat(EfiAnswers.received(ACCOUNT, "{\"pix\": []}".getBytes(UTF_8), CREATED))
                .isEmpty();
    }

    private static PaymentEvent understood(Optional<Normalization> normalization) {
        return ((Understood) normalization.orElseThrow()).events().getFirst();
    }

    private static byte[] charge(String status) {
        return """
                {"calendario": {"criacao": "2026-09-09T20:15:00.358Z", "expiracao": 3600},
                "txid": "7978c0c97ea847e78e8849634473c1f1", "status": "%s", "valor": {"original": "567.89"},
                "devedor": {"cpf": "12345678909", "nome": "Pessoa Exemplo"}}""".formatted(status).getBytes(UTF_8);
    }
}
