package dev.correnteza.processor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.events.type.EventType;
import dev.correnteza.processor.Histories;
import dev.correnteza.processor.plan.Plan.Source;
import dev.correnteza.processor.plan.PlanRule.Match;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanRulesTest {
    @ParameterizedTest
    @CsvSource({
        "DAY, 30, MONTHLY",
        "DAY, 365, ANNUAL",
        "DAY, 15, OTHER",
        "WEEK, 1, WEEKLY",
        "MONTH, , MONTHLY",
        "MONTH, 2, BIMONTHLY",
        "MONTH, 3, QUARTERLY",
        "MONTH, 6, SEMIANNUAL",
        "MONTH, 12, ANNUAL",
        "MONTH, 4, OTHER",
        "YEAR, 1, ANNUAL"
    })
    void takesTheIntervalThatIsToldWhateverTheNameSays(
            SubscriptionInterval unit, @Nullable Integer count, PlanType expected) {
        Plan plan = PlanRules.NONE.of(event("Plano semanal", unit, count)).orElseThrow();

        assertThat(plan.type()).isEqualTo(expected);
        assertThat(plan.source()).isEqualTo(Source.INTERVAL);
        assertThat(plan.cadence()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"MONTH, 0", "MONTH, -3", "YEAR, 2000000000", "UNKNOWN, 1"})
    void takesNoIntervalThatCannotBe(SubscriptionInterval unit, int count) {
        assertThat(PlanRules.NONE.of(event("Plano anual", unit, count)))
                .hasValueSatisfying(plan -> assertThat(plan.source()).isEqualTo(Source.NAME));
    }

    @Test
    void asksTheNamesOfItemsWhereThePlanHasNone() {
        PaymentEvent event = event(null, SubscriptionInterval.UNKNOWN, null);
        event.setItems(List.of(item("p1", null, "Clube"), item("p2", null, "Mentoria anual")));

        assertThat(PlanRules.NONE.of(event)).map(Plan::type).contains(PlanType.ANNUAL);
    }

    @Test
    void takesTheOfferBeforeTheProductBeforeTheNameAndTheLongerOfTwoNames() {
        PlanRule name = rule("a", Match.NAME, " clube ", PlanType.WEEKLY);
        PlanRule longer = rule("b", Match.NAME, " clube vip ", PlanType.MONTHLY);
        PlanRule product = rule("c", Match.PRODUCT, "p1", PlanType.QUARTERLY);
        PlanRule offer = rule("d", Match.OFFER, "o1", PlanType.ANNUAL);
        Item item = item("p1", "o1", "Clube VIP semestral");

        assertThat(type(item)).isEqualTo(PlanType.SEMIANNUAL);
        assertThat(type(item, name)).isEqualTo(PlanType.WEEKLY);
        assertThat(type(item, name, longer)).isEqualTo(PlanType.MONTHLY);
        assertThat(type(item, longer, product, name)).isEqualTo(PlanType.QUARTERLY);
        assertThat(type(item, offer, product, name)).isEqualTo(PlanType.ANNUAL);
    }

    @Test
    void takesNeitherOfTwoRulesThatAreEquallySpecific() {
        PlanRule one = rule("a", Match.NAME, " clube ", PlanType.WEEKLY);
        PlanRule other = rule("b", Match.NAME, " turma ", PlanType.MONTHLY);

        assertThat(type(item("p1", null, "Clube da turma"), one, other)).isEqualTo(PlanType.UNKNOWN);
    }

    @Test
    void leavesTheNameToSayThePlanWhereARuleGivesDaysOnly() {
        PlanRule grace = new PlanRule("tenant-1", "a", Match.PRODUCT, "p1", null, 9, false, Instant.EPOCH);

        Plan plan = new PlanRules(List.of(grace))
                .of(item("p1", null, "Plano mensal"))
                .orElseThrow();

        assertThat(plan.type()).isEqualTo(PlanType.MONTHLY);
        assertThat(plan.graceDays()).isEqualTo(9);
    }

    @Test
    void findsThePlanAmongWhatIsSoldWithIt() {
        PlanRule none = rule("a", Match.PRODUCT, "p2", PlanType.UNKNOWN);
        Item plan = item("p1", null, "Clube mensal");
        Item bump = item("p2", null, "Planner anual");

        assertThat(PlanRules.NONE.soldIn(List.of(plan, item("p3", null, "E-book"))))
                .isPresent();
        assertThat(PlanRules.NONE.soldIn(List.of(plan, bump))).isEmpty();
        assertThat(new PlanRules(List.of(none)).soldIn(List.of(plan, bump)))
                .hasValueSatisfying(sold -> assertThat(sold.item()).isEqualTo(plan));
    }

    private static PlanType type(Item item, PlanRule... rules) {
        return new PlanRules(List.of(rules)).of(item).orElseThrow().type();
    }

    private static PlanRule rule(String id, Match match, String value, PlanType type) {
        return new PlanRule("tenant-1", id, match, value, type, null, false, Instant.EPOCH);
    }

    private static Item item(@Nullable String product, @Nullable String offer, String name) {
        Item item = new Item();
        item.setProductId(product);
        item.setOfferId(offer);
        item.setName(name);
        return item;
    }

    private static PaymentEvent event(@Nullable String plan, SubscriptionInterval unit, @Nullable Integer count) {
        PaymentEvent event = Histories.event(EventType.SUBSCRIPTION_STARTED, 0);
        Subscription subscription = new Subscription();
        subscription.setId("sub-1");
        subscription.setPlan(plan);
        subscription.setInterval(unit);
        subscription.setIntervalCount(count);
        event.setSubscription(subscription);
        return event;
    }
}
