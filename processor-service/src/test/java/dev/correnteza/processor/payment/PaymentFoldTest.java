package dev.correnteza.processor.payment;

import static dev.correnteza.events.type.EventType.PAYMENT_AUTHORIZED;
import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGEBACK_REVERSED;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_CREATED;
import static dev.correnteza.events.type.EventType.PAYMENT_DISPUTED;
import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PARTIALLY_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUND_REQUESTED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;
import static dev.correnteza.processor.Histories.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.correnteza.events.Customer;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.PaymentStatus;
import dev.correnteza.processor.Histories;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentFoldTest {
    @Property(tries = 3_000)
    void foldsAnyOrderAndRepetitionToTheSameState(
            @ForAll("histories") List<PaymentEvent> history, @ForAll Random random) {
        PaymentState state = PaymentFold.of(history);

        assertThat(PaymentFold.of(Histories.rearranged(history, random))).isEqualTo(state);
    }

    @Property(tries = 3_000)
    void takesEachStepFromWhereTheOneBeforeEndedAndNeverMakesTwoOfOneEvent(
            @ForAll("histories") List<PaymentEvent> history) {
        PaymentState state = PaymentFold.of(history);

        List<Step> steps = state.steps();
        assertThat(IntStream.range(0, steps.size()).mapToObj(i -> steps.get(i).from()))
                .isEqualTo(Stream.concat(
                                Stream.of(PaymentStatus.UNKNOWN), steps.stream().map(Step::to))
                        .limit(steps.size())
                        .toList());
        assertThat(steps).extracting(step -> step.cause().getEventId()).doesNotHaveDuplicates();
        assertThat(steps)
                .filteredOn(step -> step.cause().getType().equals(PAYMENT_PAID))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(state.status())
                .isEqualTo(
                        steps.isEmpty()
                                ? PaymentStatus.UNKNOWN
                                : steps.getLast().to());
    }

    @Property(tries = 3_000)
    void takesEachFactAsAStepOrAnIllegalMoveUnlessItTellsWhereThePaymentStands(
            @ForAll("histories") List<PaymentEvent> history) {
        PaymentState state = PaymentFold.of(history);

        Set<String> taken = new HashSet<>();
        state.steps().forEach(step -> taken.add(step.cause().getEventId()));
        for (IllegalMove illegal : state.illegalMoves()) {
            assertThat(taken.add(illegal.eventId().toString())).isTrue();
            assertThat(PaymentStates.next(illegal.from(), illegal.type())).isEmpty();
        }
        PaymentStatus stands = PaymentStatus.UNKNOWN;
        for (PaymentEvent event : history.stream().sorted(PaymentFold.ORDER).toList()) {
            if (taken.contains(event.getEventId())) {
                stands = state.steps().stream()
                        .filter(step -> step.cause().getEventId().equals(event.getEventId()))
                        .map(Step::to)
                        .findFirst()
                        .orElse(stands);
            } else if (event.getType().equals(PAYMENT_CHARGEBACK_REVERSED)) {
                assertThat(stands).isIn(PaymentStatus.PAID, PaymentStatus.PARTIALLY_REFUNDED);
            } else if (!event.getType().equals(PAYMENT_CREATED)) {
                assertThat(PaymentStates.next(PaymentStatus.UNKNOWN, event.getType()))
                        .as(event.getType())
                        .hasValue(stands);
            }
        }
    }

    @Provide
    Arbitrary<List<PaymentEvent>> histories() {
        return Arbitraries.randomValue(Histories::ofPayment);
    }

    static Stream<Arguments> stories() {
        return Stream.of(
                story("expiry after payment", "PENDING PAID", PAYMENT_PENDING, PAYMENT_PAID, PAYMENT_EXPIRED),
                story("payment after expiry", "PENDING EXPIRED PAID", PAYMENT_PENDING, PAYMENT_EXPIRED, PAYMENT_PAID),
                story("refused, tried again, paid", "REFUSED PAID", PAYMENT_REFUSED, PAYMENT_PAID),
                story("canceled after payment", "PAID", PAYMENT_PAID, PAYMENT_CANCELED),
                story("paid twice", "AUTHORIZED PAID", PAYMENT_AUTHORIZED, PAYMENT_PAID, PAYMENT_PAID),
                story("refund whose payment was lost", "REFUNDED", PAYMENT_REFUNDED),
                story("payment told after its refund", "REFUNDED", PAYMENT_REFUNDED, PAYMENT_PAID),
                story(
                        "refund asked for and made",
                        "PAID REFUND_REQUESTED REFUNDED",
                        PAYMENT_PAID,
                        PAYMENT_REFUND_REQUESTED,
                        PAYMENT_REFUND_REQUESTED,
                        PAYMENT_REFUNDED),
                story(
                        "dispute, chargeback, reversal",
                        "PAID DISPUTED CHARGED_BACK PAID",
                        PAYMENT_PAID,
                        PAYMENT_DISPUTED,
                        PAYMENT_CHARGED_BACK,
                        PAYMENT_CHARGEBACK_REVERSED),
                story(
                        "dispute that was won",
                        "PAID DISPUTED PAID",
                        PAYMENT_PAID,
                        PAYMENT_DISPUTED,
                        PAYMENT_CHARGEBACK_REVERSED),
                story(
                        "refund after a chargeback",
                        "PAID CHARGED_BACK",
                        PAYMENT_PAID,
                        PAYMENT_CHARGED_BACK,
                        PAYMENT_REFUNDED),
                story("pending after payment", "PAID", PAYMENT_PAID, PAYMENT_PENDING),
                story("a type of tomorrow", "PAID", PAYMENT_PAID, "payment.invented"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void tellsTheStory(String expected, List<PaymentEvent> inOrder) {
        List<PaymentEvent> backwards = new ArrayList<>(inOrder);
        Collections.reverse(backwards);

        assertThat(PaymentFold.of(backwards).steps())
                .extracting(step -> step.to().name())
                .containsExactly(expected.split(" "));
    }

    static Stream<Arguments> wrongs() {
        return Stream.of(
                story("pending after payment", "PAID LATE", PAYMENT_PAID, PAYMENT_PENDING),
                story("expiry after a refund", "REFUNDED AFTER_PAYMENT", PAYMENT_REFUNDED, PAYMENT_EXPIRED),
                story("refusal after expiry", "EXPIRED OVERTAKEN", PAYMENT_EXPIRED, PAYMENT_REFUSED),
                story(
                        "refund of what was charged back",
                        "CHARGED_BACK OVERTAKEN",
                        PAYMENT_CHARGED_BACK,
                        PAYMENT_REFUNDED),
                story("reversal of nothing", "REFUNDED NO_DISPUTE", PAYMENT_REFUNDED, PAYMENT_CHARGEBACK_REVERSED),
                story("paid twice", "", PAYMENT_PAID, PAYMENT_PAID),
                story("a type of tomorrow", "", PAYMENT_PAID, "payment.invented"),
                story("expired and paid", "", PAYMENT_EXPIRED, PAYMENT_PAID));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongs")
    void recordsWhatIsNoMoveFromWhereThePaymentStands(String expected, List<PaymentEvent> inOrder) {
        assertThat(PaymentFold.of(inOrder.reversed()).illegalMoves().stream()
                        .map(illegal -> illegal.from() + " " + illegal.kind()))
                .containsExactlyElementsOf(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @Test
    void knowsAMoveForLegalOnceAnOlderFactIsTold() {
        PaymentEvent paid = event(PAYMENT_PAID, 0);
        PaymentEvent disputed = event(PAYMENT_DISPUTED, 1);
        PaymentEvent chargedBack = event(PAYMENT_CHARGED_BACK, 1);
        PaymentEvent reversed = event(PAYMENT_CHARGEBACK_REVERSED, 2);
        PaymentEvent refundRequested = event(PAYMENT_REFUND_REQUESTED, 3);

        assertThat(PaymentFold.of(List.of(chargedBack, refundRequested)).illegalMoves())
                .extracting(IllegalMove::eventId)
                .containsExactly(UUID.fromString(refundRequested.getEventId()));
        assertThat(PaymentFold.of(List.of(chargedBack, refundRequested, reversed, disputed, paid))
                        .illegalMoves())
                .isEmpty();
    }

    @Test
    void countsWhatWasPaidFirstThoughAnotherGatewayForwardsTheSaleWithAnotherAmount() {
        PaymentEvent paid = event(PAYMENT_PAID, 1);
        paid.setAmountMinor(149_700L);
        paid.setCurrency("BRL");
        paid.setMethod(PaymentMethod.PIX);
        PaymentEvent forwarded = event(PAYMENT_PAID, 2);
        forwarded.setAmountMinor(99_700L);
        forwarded.setCurrency("BRL");
        forwarded.setMethod(PaymentMethod.CREDIT_CARD);

        PaymentState state = PaymentFold.of(List.of(forwarded, paid));

        assertThat(state.amountMinor()).isEqualTo(149_700L);
        assertThat(state.method()).isEqualTo(PaymentMethod.PIX);
    }

    @Test
    void putsWhatLeadsToAnotherFirstWhenTheyHappenAtOneInstant() {
        List<PaymentEvent> atOnce =
                List.of(event(PAYMENT_REFUNDED, 0), event(PAYMENT_PAID, 0), event(PAYMENT_PENDING, 0));

        assertThat(PaymentFold.of(atOnce).steps())
                .extracting(Step::to)
                .containsExactly(PaymentStatus.PENDING, PaymentStatus.PAID, PaymentStatus.REFUNDED);
    }

    @Test
    void makesAFullRefundOfPartsThatAddUp() {
        PaymentState state = PaymentFold.of(List.of(paid(1_000), partialRefund(1, 400L), partialRefund(2, 600L)));

        assertThat(state.status()).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(state.refundedMinor()).isEqualTo(1_000);
        assertThat(state.steps())
                .extracting(Step::to)
                .containsExactly(PaymentStatus.PAID, PaymentStatus.PARTIALLY_REFUNDED, PaymentStatus.REFUNDED);
    }

    @Test
    void doesNotGuessAPartThatWasNotTold() {
        PaymentState state = PaymentFold.of(List.of(paid(1_000), partialRefund(1, null), partialRefund(2, 600L)));

        assertThat(state.status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(state.refundedMinor()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {PAYMENT_DISPUTED, PAYMENT_CHARGED_BACK})
    void isRefundedInPartAgainOnceADisputeAboutTheRestIsWon(String type) {
        PaymentEvent reversed = event(PAYMENT_CHARGEBACK_REVERSED, 3);
        reversed.setRefundedAmountMinor(700L);

        PaymentState state = PaymentFold.of(List.of(paid(1_000), partialRefund(1, 300L), event(type, 2), reversed));

        assertThat(state.status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(state.refundedMinor()).isEqualTo(300);
        assertThat(state.illegalMoves()).isEmpty();
    }

    @Test
    void isRefundedInPartAgainThoughNobodyToldHowMuch() {
        PaymentState state = PaymentFold.of(List.of(
                paid(1_000),
                partialRefund(1, null),
                event(PAYMENT_DISPUTED, 2),
                event(PAYMENT_CHARGEBACK_REVERSED, 3),
                event(PAYMENT_CHARGEBACK_REVERSED, 4)));

        assertThat(state.status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(state.refundedMinor()).isNull();
        assertThat(state.illegalMoves()).as("told twice").isEmpty();
    }

    @Test
    void knowsWhatWasReturnedOnceAllOfItWas() {
        PaymentState state = PaymentFold.of(List.of(paid(1_000), partialRefund(1, null), event(PAYMENT_REFUNDED, 2)));

        assertThat(state.refundedMinor()).isEqualTo(1_000);
    }

    @Test
    void chargesWhatWasPaidAndNotWhatLaterNoticesTell() {
        PaymentEvent refunded = event(PAYMENT_REFUNDED, 1);
        refunded.setAmountMinor(400L);
        refunded.setCurrency("BRL");

        assertThat(PaymentFold.of(List.of(paid(1_000), refunded)).amountMinor()).isEqualTo(1_000);
    }

    /** Who forwards a sale may count in its own currency. */
    @Test
    void countsNothingInAnotherCurrencyThanWhatWasCharged() {
        PaymentEvent paid = paid(85_000);
        paid.setNetAmountMinor(70_000L);
        PaymentEvent forwarded = event(PAYMENT_PAID, 1);
        forwarded.setAmountMinor(15_000L);
        forwarded.setNetAmountMinor(12_000L);
        forwarded.setFeeAmountMinor(3_000L);
        forwarded.setCurrency("USD");
        PaymentEvent part = partialRefund(2, 90_000L);
        part.setCurrency("USD");

        PaymentState state = PaymentFold.of(List.of(paid, forwarded, part));

        assertThat(state.netAmountMinor()).isEqualTo(70_000);
        assertThat(state.feeAmountMinor()).isNull();
        assertThat(state.status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(state.refundedMinor()).isNull();
    }

    @Test
    void staysReturnedWhenItsChargebackIsReversed() {
        List<PaymentEvent> whole = List.of(
                paid(1_000),
                event(PAYMENT_REFUNDED, 1),
                event(PAYMENT_CHARGED_BACK, 2),
                event(PAYMENT_CHARGEBACK_REVERSED, 3));

        assertThat(PaymentFold.of(whole).status()).isEqualTo(PaymentStatus.REFUNDED);
    }

    @Test
    void keepsWhatAnEarlierNoticeToldOfTheCustomer() {
        PaymentEvent pending = event(PAYMENT_PENDING, 0);
        pending.setCustomer(customer("Ana", null));
        PaymentEvent paid = event(PAYMENT_PAID, 1);
        paid.setCustomer(customer(null, "ana@example.com"));

        Customer customer = PaymentFold.of(List.of(paid, pending)).customer();

        assertThat(customer).isNotNull();
        assertThat(customer.getName()).isEqualTo("Ana");
        assertThat(customer.getEmail()).isEqualTo("ana@example.com");
    }

    @Test
    void refusesToFoldNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PaymentFold.of(List.of()))
                .withMessageContaining("expected: one or more");
    }

    private static Arguments story(String name, String expected, String... types) {
        List<PaymentEvent> events = IntStream.range(0, types.length)
                .mapToObj(minute -> event(Arrays.asList(types).get(minute), minute))
                .toList();
        return argumentSet(name, expected, events);
    }

    private static PaymentEvent paid(long amountMinor) {
        PaymentEvent paid = event(PAYMENT_PAID, 0);
        paid.setAmountMinor(amountMinor);
        paid.setCurrency("BRL");
        return paid;
    }

    private static PaymentEvent partialRefund(int minute, @Nullable Long partMinor) {
        PaymentEvent refund = event(PAYMENT_PARTIALLY_REFUNDED, minute);
        refund.setRefundedAmountMinor(partMinor);
        return refund;
    }

    private static Customer customer(@Nullable String name, @Nullable String email) {
        Customer customer = new Customer();
        customer.setName(name);
        customer.setEmail(email);
        return customer;
    }
}
