package dev.correnteza.processor.subscription;

import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.Subscription;
import dev.correnteza.processor.Histories;
import dev.correnteza.processor.plan.PlanRules;
import dev.correnteza.processor.subscription.Inference.Inferred;
import dev.correnteza.processor.subscription.Inference.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InferenceTest {
    @Test
    void takesAPaidOrderOfAPlanForACharge() {
        Optional<Inferred> inferred = infer(order("braip", "Clube Mensal"));

        assertThat(inferred).hasValueSatisfying(charge -> {
            assertThat(charge.reason()).isEqualTo(Reason.GATEWAY_SENDS_NONE);
            assertThat(charge.ref().accountId()).isEqualTo("account-1");
            assertThat(charge.ref().subscriptionId()).startsWith("inferred_");
        });
    }

    @Test
    void isTheSubscriptionOfTheCustomerAndTheProduct() {
        PaymentEvent order = order("braip", "Clube Mensal");
        PaymentEvent later = order("braip", "Clube Mensal");
        later.setOccurredAt(order.getOccurredAt().plusSeconds(2_600_000));
        PaymentEvent ofAnother = order("braip", "Clube Mensal");
        ofAnother.getCustomer().setEmail("bia@example.com");

        assertThat(infer(later)).isEqualTo(infer(order));
        assertThat(infer(ofAnother)).isNotEqualTo(infer(order));
        assertThat(infer(order("braip", "Mentoria Mensal"))).isNotEqualTo(infer(order));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hotmart", "kiwify", "guru", "custom"})
    void leavesOrdersOfGatewaysThatTellOfSubscriptionsAlone(String gateway) {
        assertThat(infer(order(gateway, "Curso Anual"))).isEmpty();
    }

    @Test
    void leavesAnOrderAloneThatSuchAGatewayTellsOfToo() {
        assertThat(infer(order("braip", "Clube Mensal"), order("guru", "Clube Mensal")))
                .isEmpty();
    }

    @Test
    void leavesAloneWhatIsNotPaidOrSaysNoPlanOrNobodyPaid() {
        PaymentEvent pending = order("braip", "Clube Mensal");
        pending.setType(PAYMENT_PENDING);
        PaymentEvent ofNobody = order("braip", "Clube Mensal");
        ofNobody.setCustomer(null);

        assertThat(infer(pending)).isEmpty();
        assertThat(infer(ofNobody)).isEmpty();
        assertThat(infer(order("braip", "E-book"))).isEmpty();
        assertThat(infer(order("braip", "Mensal ou anual"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Emagreça em 30 dias", "Body bebê 6 meses", "Tratamento 3 meses"})
    void leavesAloneWhatOnlyCounts(String product) {
        assertThat(infer(order("braip", product))).isEmpty();
        assertThat(infer(order("braip", "Assinatura: " + product))).isPresent();
        assertThat(infer(order("braip", "Pele lisa para sempre"))).isEmpty();
    }

    @Test
    void leavesAnOrderAloneThatNamesItsSubscription() {
        PaymentEvent told = order("braip", "Clube Mensal");
        PaymentEvent naming = order("braip", "Clube Mensal");
        Subscription subscription = new Subscription();
        subscription.setId("sub-1");
        naming.setSubscription(subscription);

        assertThat(infer(told, naming)).isEmpty();
    }

    @Test
    void keepsAReturnedOrder() {
        PaymentEvent refunded = Histories.event(PAYMENT_REFUNDED, 5);
        refunded.setGateway("braip");

        assertThat(infer(order("braip", "Clube Mensal"), refunded)).isPresent();
    }

    @Property(tries = 2_000)
    void saysTheSameWhateverTheOrderAndRepetition(
            @ForAll("histories") List<PaymentEvent> history, @ForAll Random random) {
        assertThat(Inference.of(Histories.rearranged(history, random), PlanRules.NONE))
                .isEqualTo(Inference.of(history, PlanRules.NONE));
    }

    /** Who was taken for a charge by a part of the facts has to be looked at again when the others come. */
    @Property(tries = 2_000)
    void isPossibleWhereverAPartOfTheFactsMakesACharge(
            @ForAll("histories") List<PaymentEvent> history, @ForAll Random random) {
        List<PaymentEvent> part = new ArrayList<>(history);
        part.removeIf(event -> part.size() > 1 && random.nextInt(3) == 0);

        if (Inference.of(part, PlanRules.NONE).isPresent()) {
            assertThat(Inference.isPossible(history, PlanRules.NONE)).isTrue();
        }
    }

    @Provide
    Arbitrary<List<PaymentEvent>> histories() {
        return Arbitraries.randomValue(random -> {
            List<PaymentEvent> history = Histories.ofPayment(random);
            history.forEach(event -> {
                event.setGateway(random.nextInt(12) == 0 ? "hotmart" : "braip");
                event.setSubscription(random.nextInt(12) == 0 ? event.getSubscription() : null);
                event.getItems().forEach(item -> item.setName(random.nextInt(4) == 0 ? "Course" : "Clube mensal"));
            });
            return history;
        });
    }

    private static Optional<Inferred> infer(PaymentEvent... facts) {
        return Inference.of(List.of(facts), PlanRules.NONE);
    }

    private static PaymentEvent order(String gateway, @Nullable String product) {
        PaymentEvent event = Histories.event(PAYMENT_PAID, 0);
        event.setGateway(gateway);
        Item item = new Item();
        item.setName(product);
        event.setItems(List.of(item));
        Customer customer = new Customer();
        customer.setEmail("ana@example.com");
        customer.setDocumentType(DocumentType.UNKNOWN);
        event.setCustomer(customer);
        return event;
    }
}
