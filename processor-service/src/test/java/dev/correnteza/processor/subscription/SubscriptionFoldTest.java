package dev.correnteza.processor.subscription;

import static dev.correnteza.events.type.EventType.PAYMENT_CHARGEBACK_REVERSED;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAST_DUE;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PLAN_CHANGED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RENEWED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RESUMED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.events.type.EventType;
import dev.correnteza.processor.Histories;
import dev.correnteza.processor.plan.PlanRules;
import dev.correnteza.processor.plan.PlanType;
import dev.correnteza.processor.subscription.SubscriptionState.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionFoldTest {
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

    @Property(tries = 3_000)
    void foldsAnyOrderAndRepetitionToTheSameState(
            @ForAll("histories") List<PaymentEvent> history, @ForAll Random random) {
        SubscriptionState state = fold(history);

        assertThat(fold(Histories.rearranged(history, random))).isEqualTo(state);
    }

    @Provide
    Arbitrary<List<PaymentEvent>> histories() {
        return Arbitraries.randomValue(Histories::ofSubscription);
    }

    @ParameterizedTest
    @CsvSource({
        "payment.pending, PENDING",
        "payment.paid, ACTIVE",
        "subscription.started, ACTIVE",
        "subscription.renewed, ACTIVE",
        "subscription.resumed, ACTIVE",
        "subscription.past_due, PAST_DUE",
        "subscription.paused, PAUSED",
        "subscription.canceled, CANCELED",
        "subscription.expired, EXPIRED",
        "subscription.plan_changed, PENDING"
    })
    void standsWhereItsOnlyEventPutsIt(String type, Status expected) {
        assertThat(fold(List.of(event(type, 0, null))).status()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "subscription.started, subscription.past_due, PAST_DUE",
        "subscription.past_due, subscription.canceled, CANCELED",
        "subscription.renewed, subscription.paused, PAUSED",
        "subscription.canceled, subscription.expired, EXPIRED",
        "subscription.past_due, subscription.paused, PAUSED",
        "payment.refused, subscription.resumed, ACTIVE"
    })
    void standsWhereTheLaterStepPutsItWhenBothAreToldOfOneInstant(String one, String other, Status expected) {
        for (List<String> ids : List.of(List.of("1", "2"), List.of("2", "1"))) {
            PaymentEvent before = event(one, 0, null);
            before.setEventId("00000000-0000-0000-0000-00000000000" + ids.getFirst());
            PaymentEvent after = event(other, 0, null);
            after.setEventId("00000000-0000-0000-0000-00000000000" + ids.getLast());

            assertThat(fold(List.of(after, before)).status()).isEqualTo(expected);
        }
    }

    @Test
    void countsEachPaidChargeOnce() {
        List<PaymentEvent> events =
                List.of(event(PAYMENT_PAID, 0, "HP1"), event(PAYMENT_PAID, 1, "HP1"), event(PAYMENT_PAID, 2, "HP2"));

        assertThat(fold(events).cyclesPaid()).isEqualTo(2);
    }

    @Test
    void beginsWithItsFirstPaidChargeWhereNoStartWasTold() {
        PaymentEvent first = event(PAYMENT_PAID, 1, "HP1");

        SubscriptionState state = fold(List.of(event(PAYMENT_PAID, 2, "HP2"), first));

        assertThat(state.startedAt()).isEqualTo(first.getOccurredAt());
    }

    @Test
    void comesBackFromArrearsWhenAChargeIsPaid() {
        List<PaymentEvent> events = List.of(
                event(SUBSCRIPTION_STARTED, 0, null),
                event(SUBSCRIPTION_PAST_DUE, 1, null),
                event(PAYMENT_PAID, 2, "HP2"));

        assertThat(fold(events).status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void forgetsTheCancellationWhenResumed() {
        PaymentEvent canceled = event(SUBSCRIPTION_CANCELED, 0, null);

        assertThat(fold(List.of(canceled)).canceledAt()).isEqualTo(canceled.getOccurredAt());
        assertThat(fold(List.of(event(SUBSCRIPTION_RESUMED, 1, null), canceled)).canceledAt())
                .isNull();
    }

    @Test
    void goesOnFromWhatIsPaidForWithoutShiftingTheDay() {
        SubscriptionState state = fold(List.of(
                paid("HP1", "2026-01-31T15:00:00Z"),
                paid("HP2", "2026-02-28T18:00:00Z"), // three hours late
                paid("HP3", "2026-03-30T12:00:00Z")));

        assertThat(state.cycles())
                .extracting(cycle -> cycle.endsAt().toString())
                .containsExactly("2026-02-28T15:00:00Z", "2026-03-31T15:00:00Z", "2026-04-30T15:00:00Z");
        assertThat(state.periodStart()).isEqualTo("2026-03-31T15:00:00Z");
        assertThat(state.currentPlan().type()).isEqualTo(PlanType.MONTHLY);
    }

    @Test
    void beginsAnewWhenPaidLongAfterItWasOver() {
        SubscriptionState state =
                fold(List.of(paid("HP1", "2026-01-31T15:00:00Z"), paid("HP2", "2026-03-10T15:00:00Z")));

        assertThat(state.periodStart()).isEqualTo("2026-03-10T15:00:00Z");
        assertThat(state.periodEnd()).isEqualTo("2026-04-10T15:00:00Z");
    }

    @Test
    void losesTheTimeOfAChargeThatWasReturnedAndNothingElse() {
        List<PaymentEvent> charges = List.of(
                paid("HP1", "2026-01-31T15:00:00Z"),
                paid("HP2", "2026-02-28T15:00:00Z"),
                paid("HP3", "2026-03-31T15:00:00Z"));

        SubscriptionState last = fold(with(charges, returned(PAYMENT_REFUNDED, "HP3", "2026-04-02T15:00:00Z")));
        SubscriptionState middle = fold(with(charges, returned(PAYMENT_CHARGED_BACK, "HP2", "2026-04-02T15:00:00Z")));

        assertThat(last.periodEnd()).isEqualTo("2026-03-31T15:00:00Z");
        assertThat(middle.periodEnd()).isEqualTo("2026-04-30T15:00:00Z");
        assertThat(List.of(last, middle)).allSatisfy(state -> {
            assertThat(state.status()).isEqualTo(Status.ACTIVE);
            assertThat(state.cyclesPaid()).isEqualTo(2);
            assertThat(state.cyclesReturned()).isEqualTo(1);
        });
    }

    @Test
    void beginsAnewWhereWhatWasPaidBeforeIsReturned() {
        SubscriptionState state = fold(List.of(
                paid("HP1", "2026-01-10T15:00:00Z"),
                returned(PAYMENT_REFUNDED, "HP1", "2026-01-11T15:00:00Z"),
                paid("HP2", "2026-01-12T15:00:00Z")));

        assertThat(state.periodStart()).isEqualTo("2026-01-12T15:00:00Z");
        assertThat(state.periodEnd()).isEqualTo("2026-02-12T15:00:00Z");
    }

    @Test
    void countsAChargeAgainWhoseChargebackWasReversed() {
        SubscriptionState state = fold(List.of(
                paid("HP1", "2026-01-10T15:00:00Z"),
                returned(PAYMENT_CHARGED_BACK, "HP1", "2026-01-11T15:00:00Z"),
                returned(PAYMENT_CHARGEBACK_REVERSED, "HP1", "2026-01-20T15:00:00Z")));

        assertThat(state.cyclesPaid()).isEqualTo(1);
        assertThat(state.periodEnd()).isEqualTo("2026-02-10T15:00:00Z");
    }

    @Test
    void followsTheGatewayWhereItTellsTheNextCharge() {
        PaymentEvent moved = paid("HP1", "2026-01-31T15:00:00Z");
        moved.getSubscription().setNextChargeAt(Instant.parse("2026-03-05T03:00:00Z"));

        SubscriptionState state = fold(List.of(moved, paid("HP2", "2026-03-05T04:00:00Z")));

        assertThat(state.periodStart()).isEqualTo("2026-03-05T03:00:00Z");
        assertThat(state.periodEnd()).isEqualTo("2026-04-05T03:00:00Z");
    }

    @Test
    void isPaidForAsFarAsItsOwnEventsSayWhereNoChargeIsTold() {
        PaymentEvent renewed = at(event(SUBSCRIPTION_RENEWED, 0, null), "2026-01-31T15:00:00Z");
        renewed.getSubscription().setNextChargeAt(Instant.parse("2026-02-28T15:00:00Z"));

        assertThat(fold(List.of(renewed)).periodEnd()).isEqualTo("2026-02-28T15:00:00Z");
        assertThat(fold(with(List.of(renewed), paid("HP1", "2026-02-28T15:00:00Z")))
                        .periodEnd())
                .isEqualTo("2026-03-28T15:00:00Z");
    }

    @Test
    void goesOnForACycleWithEachRenewalThatTellsNoDate() {
        PaymentEvent started = started("2026-01-31T15:00:00Z", "2026-02-28T15:00:00Z");
        PaymentEvent first = own(SUBSCRIPTION_RENEWED, "2026-02-28T15:00:04Z");
        PaymentEvent second = own(SUBSCRIPTION_RENEWED, "2026-03-28T15:00:04Z");

        assertThat(fold(List.of(started, first)).periodEnd()).isEqualTo("2026-03-28T15:00:00Z");
        assertThat(fold(List.of(second, started, first)).periodEnd()).isEqualTo("2026-04-28T15:00:00Z");
        assertThat(fold(List.of(started, second)).periodEnd())
                .as("the one between is not known")
                .isEqualTo("2026-04-28T15:00:04Z");
    }

    @Test
    void goesOnFromTheLastChargeWhereOnlyItsRenewalIsTold() {
        PaymentEvent charge = paid("HP1", "2026-01-10T15:00:00Z");

        assertThat(fold(List.of(charge, own(SUBSCRIPTION_RENEWED, "2026-01-10T15:00:02Z")))
                        .periodEnd())
                .as("the renewal that this charge paid for")
                .isEqualTo("2026-02-10T15:00:00Z");
        assertThat(fold(List.of(charge, own(SUBSCRIPTION_RENEWED, "2026-02-10T15:00:02Z")))
                        .periodEnd())
                .isEqualTo("2026-03-10T15:00:00Z");
    }

    @Test
    void doesNotKnowItsEndWhereARenewalTellsNoDateAndNobodyALength() {
        PaymentEvent started = started("2026-01-31T15:00:00Z", "2026-02-28T15:00:00Z");
        started.getSubscription().setInterval(SubscriptionInterval.UNKNOWN);

        assertThat(fold(List.of(started, own(SUBSCRIPTION_RENEWED, "2026-02-28T15:00:00Z")))
                        .periodEnd())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "subscription.renewed, 2026-02-03T15:00:00Z",
        "subscription.started, 2026-02-20T15:00:00Z",
        "subscription.resumed, 2026-02-20T15:00:00Z",
        "subscription.plan_changed, 2026-02-20T15:00:00Z"
    })
    void getsNoSecondCycleByWhatIsToldOfTheOneThatIsPaidFor(String type, String time) {
        PaymentEvent started = started("2026-01-31T15:00:00Z", "2026-02-28T15:00:00Z");

        assertThat(fold(List.of(started, own(type, time))).periodEnd()).isEqualTo("2026-02-28T15:00:00Z");
    }

    @Test
    void isAsLongAsItsSubscriptionToldWhateverTheChargeIsCalled() {
        PaymentEvent started = started("2026-01-10T15:00:00Z", "2026-02-10T15:00:00Z");
        PaymentEvent named = plan(paid("HP1", "2026-02-10T15:00:00Z"), "Oferta anual de verão");
        PaymentEvent ambiguous = plan(paid("HP2", "2026-03-10T15:00:00Z"), "Mensal ou anual");

        SubscriptionState state = fold(List.of(started, named, ambiguous));

        assertThat(state.cycles())
                .extracting(cycle -> cycle.plan().type())
                .containsExactly(PlanType.MONTHLY, PlanType.MONTHLY);
        assertThat(state.periodEnd()).isEqualTo("2026-04-10T15:00:00Z");
    }

    @Test
    void isCountedFromTheLastEndThatIsKnown() {
        PaymentEvent unknown = plan(paid("HP2", "2026-02-28T15:00:00Z"), "Mensal ou anual");
        List<PaymentEvent> charges = List.of(paid("HP1", "2026-01-31T15:00:00Z"), unknown);

        assertThat(fold(charges).periodEnd()).isNull();
        SubscriptionState state = fold(with(charges, paid("HP3", "2026-03-31T15:00:00Z")));
        assertThat(state.periodStart()).isEqualTo("2026-03-31T15:00:00Z");
        assertThat(state.periodEnd()).isEqualTo("2026-04-30T15:00:00Z");
        assertThat(fold(with(charges, paid("HP3", "2026-03-01T15:00:00Z"))).periodEnd())
                .as("from what is paid for, though a cycle between has no end")
                .isEqualTo("2026-03-31T15:00:00Z");
    }

    @Test
    void neverEndsThoughAMonthWasPaidAfterIt() {
        PaymentEvent life = plan(paid("HP1", "2026-01-31T15:00:00Z"), "Acesso vitalício");
        PaymentEvent renewed = own(SUBSCRIPTION_RENEWED, "2026-02-28T15:00:00Z");

        SubscriptionState state = fold(List.of(life, paid("HP2", "2026-02-28T15:00:00Z"), renewed));

        assertThat(state.periodStart()).isEqualTo("2026-01-31T15:00:00Z");
        assertThat(state.periodEnd()).isNull();
    }

    @Test
    void keepsTheOldPlanForWhatWasPaidBeforeItChanged() {
        PaymentEvent changed =
                plan(at(event(SUBSCRIPTION_PLAN_CHANGED, 0, null), "2026-02-10T15:00:00Z"), "Plano Anual");
        PaymentEvent annual = plan(paid("HP2", "2026-02-28T15:00:00Z"), "Plano Anual");

        SubscriptionState state = fold(List.of(paid("HP1", "2026-01-31T15:00:00Z"), changed, annual));

        assertThat(state.cycles())
                .extracting(cycle -> cycle.plan().type())
                .containsExactly(PlanType.MONTHLY, PlanType.ANNUAL);
        assertThat(state.currentPlan().type()).isEqualTo(PlanType.ANNUAL);
        assertThat(state.periodEnd()).isEqualTo("2027-02-28T15:00:00Z");
    }

    @Test
    void neverEndsWhenPaidForLife() {
        SubscriptionState state = fold(List.of(plan(paid("HP1", "2026-01-31T15:00:00Z"), "Acesso vitalício")));

        assertThat(state.currentPlan().type()).isEqualTo(PlanType.LIFETIME);
        assertThat(state.periodStart()).isEqualTo("2026-01-31T15:00:00Z");
        assertThat(state.periodEnd()).isNull();
    }

    @Test
    void lastsUntilTheEndThatTheCancellationTellsElseUntilWhatIsPaidForIsOver() {
        PaymentEvent canceled = at(event(SUBSCRIPTION_CANCELED, 0, null), "2026-02-10T15:00:00Z");
        PaymentEvent charge = paid("HP1", "2026-01-31T15:00:00Z");

        assertThat(fold(List.of(charge, canceled)).periodEnd()).isEqualTo("2026-02-28T15:00:00Z");
        canceled.getSubscription().setExpiresAt(Instant.parse("2026-02-20T03:00:00Z"));
        assertThat(fold(List.of(charge, canceled)).periodEnd()).isEqualTo("2026-02-20T03:00:00Z");
    }

    @Test
    void isPastDueWhenARenewalFailsAndNotWhenTheNextTryWorks() {
        PaymentEvent charge = paid("HP1", "2026-01-31T15:00:00Z");
        PaymentEvent refused = at(event(PAYMENT_REFUSED, 0, "HP2"), "2026-02-28T15:00:00Z");

        assertThat(fold(List.of(charge, refused)).status()).isEqualTo(Status.PAST_DUE);
        assertThat(fold(List.of(refused)).status()).isEqualTo(Status.PENDING);
        assertThat(fold(List.of(charge, refused, paid("HP2", "2026-02-27T15:00:00Z")))
                        .status())
                .isEqualTo(Status.ACTIVE);
    }

    @Property(tries = 300)
    void paidInTimeItEndsAsManyMonthsAfterItsFirstCharge(
            @ForAll @IntRange(max = 800) int day,
            @ForAll @Size(min = 1, max = 14) List<@IntRange(min = -9, max = 2) Integer> shifts) {
        LocalDateTime from = LocalDate.of(2024, 1, 1).plusDays(day).atTime(12, 0);
        List<PaymentEvent> charges = new ArrayList<>();
        for (int i = 0; i < shifts.size(); i++) {
            LocalDateTime due = from.plusMonths(i).plusDays(i == 0 ? 0 : shifts.get(i));
            charges.add(paid("HP" + i, due.atZone(SAO_PAULO).toInstant().toString()));
        }

        assertThat(fold(charges).periodEnd())
                .isEqualTo(from.plusMonths(shifts.size()).atZone(SAO_PAULO).toInstant());
    }

    private static PaymentEvent paid(String transaction, String time) {
        return plan(at(event(PAYMENT_PAID, 0, transaction), time), "Plano Mensal");
    }

    /** Tells the length of its cycles and when the next one begins. */
    private static PaymentEvent started(String time, String nextChargeAt) {
        PaymentEvent event = own(SUBSCRIPTION_STARTED, time);
        event.getSubscription().setInterval(SubscriptionInterval.MONTH);
        event.getSubscription().setNextChargeAt(Instant.parse(nextChargeAt));
        return event;
    }

    private static PaymentEvent own(String type, String time) {
        return at(event(type, 0, null), time);
    }

    private static PaymentEvent returned(String type, String transaction, String time) {
        PaymentEvent event = at(event(type, 0, transaction), time);
        event.setSubscription(null); // as most gateways tell it
        return event;
    }

    private static PaymentEvent at(PaymentEvent event, String time) {
        event.setOccurredAt(Instant.parse(time));
        return event;
    }

    private static PaymentEvent plan(PaymentEvent event, String plan) {
        event.getSubscription().setPlan(plan);
        return event;
    }

    private static List<PaymentEvent> with(List<PaymentEvent> events, PaymentEvent more) {
        return Stream.concat(events.stream(), Stream.of(more)).toList();
    }

    private static SubscriptionState fold(List<PaymentEvent> events) {
        return fold(events, PlanRules.NONE);
    }

    private static SubscriptionState fold(List<PaymentEvent> events, PlanRules rules) {
        return SubscriptionFold.of(
                events.stream()
                        .map(event -> new SubscriptionFact(paymentOf(event), event))
                        .toList(),
                events.stream()
                        .filter(event -> event.getSubscription() != null)
                        .map(event -> event.getSubscription().getId())
                        .findFirst()
                        .orElse(""),
                rules);
    }

    private static @Nullable String paymentOf(PaymentEvent event) {
        if (!EventType.concernsPayment(event.getType())) {
            return null;
        }
        return event.getGatewayTransactionId() == null ? event.getEventId() : event.getGatewayTransactionId();
    }

    private static PaymentEvent event(String type, int minute, @Nullable String transaction) {
        PaymentEvent event = Histories.event(type, minute);
        event.setGatewayTransactionId(transaction);
        Subscription subscription = new Subscription();
        subscription.setId("sub-1");
        subscription.setInterval(SubscriptionInterval.UNKNOWN);
        event.setSubscription(subscription);
        return event;
    }
}
