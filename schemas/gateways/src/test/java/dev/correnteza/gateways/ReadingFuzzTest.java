package dev.correnteza.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.correnteza.events.GatewayNotification;
import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.identity.CorrelationKey;
import dev.correnteza.events.type.EventType;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.Notified;
import dev.correnteza.gateways.Normalization.PartlyUnderstood;
import dev.correnteza.gateways.Normalization.TooComplex;
import dev.correnteza.gateways.Normalization.Understood;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an authentic webhook holds, it has a meaning or none; no gateway's reading fails, and nothing it tells breaks its contract. */
class ReadingFuzzTest {
    private static final Instant RECEIVED_AT = Instant.parse("2026-03-15T12:00:00Z");
    private static final AvroCodec<PaymentEvent> EVENTS = AvroCodec.of(PaymentEvent.class);
    private static final AvroCodec<GatewayNotification> NOTIFICATIONS = AvroCodec.of(GatewayNotification.class);

    // Upper case of some letters is longer, and so is the UTF-8 of what a form decodes.
    private static final int GROWTH = 3;
    private static final int OWN_WORDS = 200;

    static Stream<byte[]> samples() {
        return WrittenRequest.samples("current-secret-of-this-account-0001", RECEIVED_AT);
    }

    @MethodSource("samples")
    @FuzzTest
    void readsWhateverComes(byte[] bytes) throws Exception {
        Normalization meaning = meaning(bytes, RECEIVED_AT);

        assertThat(meaning(bytes, RECEIVED_AT)).isEqualTo(meaning);
        assertThat(ids(meaning(bytes, RECEIVED_AT.plus(Duration.ofDays(1))))).isEqualTo(ids(meaning));
        for (PaymentEvent event : events(meaning)) {
            assertKeepsItsContract(event);
            byte[] encoded = EVENTS.encode(event);
            assertThat(EVENTS.decode(encoded)).isEqualTo(event);
            assertThat(encoded.length - event.getRaw().getBody().remaining())
                    .isLessThan(GROWTH * bytes.length + OWN_WORDS);
        }
        if (meaning instanceof Notified(var notification)) {
            assertThat(NOTIFICATIONS.decode(NOTIFICATIONS.encode(notification))).isEqualTo(notification);
        }
    }

    private static Normalization meaning(byte[] bytes, Instant receivedAt) {
        WrittenRequest request = WrittenRequest.read(bytes);
        return request.adapter().normalize(new VerifiedWebhook(request.received(), receivedAt));
    }

    private static void assertKeepsItsContract(PaymentEvent event) {
        assertThat(UUID.fromString(event.getEventId())).hasToString(event.getEventId());
        assertThat(CorrelationKey.of(event)).isNotBlank();
        assertThat(event.getType()).isIn(EventType.ALL);
        List<Long> amounts = Stream.concat(
                        Stream.of(
                                event.getAmountMinor(),
                                event.getNetAmountMinor(),
                                event.getFeeAmountMinor(),
                                event.getRefundedAmountMinor()),
                        event.getItems().stream().map(Item::getUnitAmountMinor))
                .filter(Objects::nonNull)
                .toList();
        assertThat(amounts).allSatisfy(amount -> assertThat(amount).isNotNegative());
        assertThat(event.getCurrency() == null).isEqualTo(amounts.isEmpty());
        if (event.getCurrency() != null) {
            assertThat(Money.digits(event.getCurrency())).isPresent();
        }
        assertThat(counts(event)).allSatisfy(count -> assertThat(count).isPositive());
    }

    private static List<Integer> counts(PaymentEvent event) {
        Stream<Integer> ofSubscription = Stream.ofNullable(event.getSubscription())
                .flatMap(subscription -> Stream.of(subscription.getIntervalCount(), subscription.getCycleNumber()));
        return Stream.of(
                        Stream.ofNullable(event.getInstallments()),
                        ofSubscription,
                        event.getItems().stream().map(Item::getQuantity))
                .flatMap(counts -> counts)
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<String> ids(Normalization meaning) {
        return events(meaning).stream().map(PaymentEvent::getEventId).toList();
    }

    private static List<PaymentEvent> events(Normalization meaning) {
        return switch (meaning) {
            case Understood(var events) -> events;
            case PartlyUnderstood(var events, var rest) -> events;
            case Notified _, NotUnderstood _, TooComplex _ -> List.of();
        };
    }
}
