package dev.correnteza.events.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class IdentityTest {
    // Computed outside, with another language's SHA-256 over the length-prefixed parts. They are on the topics: a
    // change would count facts twice.
    @Test
    void givesTheIdsThatAreOnTheTopics() {
        assertThat(EventId.once("account-1", "HP1000000001", "payment.paid"))
                .isEqualTo(UUID.fromString("1a222272-9e13-8430-974a-a26cce794882"));
        assertThat(EventId.each("a", "s", "t", "1")).isEqualTo(UUID.fromString("5eec0155-e8b8-8114-a39c-df5773484a87"));
        assertThat(DerivedId.transition("p", new UUID(0, 1)))
                .isEqualTo(UUID.fromString("7478bf5c-3b0c-80c9-b314-77cdfce68c54"));
        assertThat(DerivedId.conversion("pixel", "Purchase", "p"))
                .isEqualTo(UUID.fromString("1746ce84-984d-8af0-84ff-6b342e8ebfc9"));
        assertThat(DerivedId.payment("BOT1", "t", "x")).isEqualTo("BOT1_c23d0409c2f088958a0270666cbe1dc3");
        assertThat(DerivedId.inferredSubscription("t", "a", "x", "p"))
                .isEqualTo("inferred_1add5a43e0d08b3b97172ab52a8a3b00");
        assertThat(DerivedId.customer("t", "x")).isEqualTo(UUID.fromString("666be132-fb06-8761-b6bc-e72e747a6529"));
    }

    @Test
    void isAUuidOfVersion8() {
        UUID id = EventId.once("a", "s", "t");

        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Property
    void neverConfusesPartsThatRunTogether(@ForAll String a, @ForAll String b, @ForAll String c) {
        UUID id = EventId.once(a, b, c);

        assertThat(EventId.once(a, b, c)).isEqualTo(id);
        assertThat(EventId.each(a, b, c, "")).isNotEqualTo(id);
        if (!b.isEmpty()) {
            assertThat(EventId.once(a + b, "", c)).isNotEqualTo(id);
            assertThat(EventId.once(a, "", b + c)).isNotEqualTo(id);
        }
    }

    @Test
    void keysByTheTokenElseTheTransactionElseTheSubscriptionElseTheEvent() {
        PaymentEvent event = new PaymentEvent();
        event.setAccountId("a");
        event.setEventId("e");
        assertThat(CorrelationKey.of(event)).isEqualTo("a:e");

        Subscription subscription = new Subscription();
        event.setSubscription(subscription);
        assertThat(CorrelationKey.of(event)).isEqualTo("a:e");
        subscription.setId("s");
        assertThat(CorrelationKey.of(event)).isEqualTo("a:s");

        event.setGatewayTransactionId("t");
        assertThat(CorrelationKey.of(event)).isEqualTo("a:t");

        event.setWebhookToken("0197b1d2-0000-4000-8000-00000000abcd");
        assertThat(CorrelationKey.of(event)).isEqualTo("0197b1d2-0000-4000-8000-00000000abcd");
    }

    @Test
    void tellsSpacesApart() {
        assertThat(List.of(
                        EventId.once("x", "y", "z"),
                        DerivedId.conversion("x", "y", "z"),
                        DerivedId.customer("x", "y"),
                        DeterministicId.of("transition", "x", "y")))
                .doesNotHaveDuplicates();
    }
}
