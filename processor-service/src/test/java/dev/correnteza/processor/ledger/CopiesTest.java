package dev.correnteza.processor.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.events.type.EventType;
import dev.correnteza.processor.Histories;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopiesTest {
    private final PaymentEvent charge = Histories.event(EventType.PAYMENT_PAID, 0);
    private final PaymentEvent session = Histories.copy(charge);

    @Test
    void addsWhatTheOtherCopyTells() {
        charge.setAmountMinor(1_990L);
        charge.setCurrency("BRL");
        charge.setMethod(PaymentMethod.PIX);
        session.setTrackingToken("click-1");
        session.setItems(List.of(item("Course")));
        session.setMethod(PaymentMethod.UNKNOWN);
        session.setReceivedAt(charge.getReceivedAt().plusSeconds(1));

        assertThat(Copies.isDifferent(charge, session)).isTrue();
        assertThat(Copies.isDifferent(session, charge)).isTrue();
        PaymentEvent all = Copies.together(charge, session);

        assertThat(all.getAmountMinor()).isEqualTo(1_990L);
        assertThat(all.getTrackingToken()).isEqualTo("click-1");
        assertThat(all.getItems()).hasSize(1);
        assertThat(all.getMethod()).isEqualTo(PaymentMethod.PIX);
        assertThat(all.getReceivedAt()).isEqualTo(charge.getReceivedAt());
        assertThat(charge.getTrackingToken()).isNull();
    }

    @Test
    void isEqualToTheFirstWhereTheOtherTellsNothingMore() {
        charge.setAmountMinor(1_990L);
        charge.setCurrency("BRL");
        session.setReceivedAt(charge.getReceivedAt().minusSeconds(1));
        session.setGatewayEventType("another word");

        assertThat(Copies.isDifferent(charge, session)).isFalse();
        assertThat(Copies.together(charge, session)).isEqualTo(charge);
    }

    @Test
    void takesNoAmountOfAnotherCurrency() {
        charge.setAmountMinor(85_000L);
        charge.setNetAmountMinor(70_000L);
        charge.setCurrency("EUR");
        session.setAmountMinor(500_000L);
        session.setFeeAmountMinor(1L);
        session.setCurrency("BRL");

        assertThat(List.of(Copies.together(charge, session), Copies.together(session, charge)))
                .extracting(
                        PaymentEvent::getCurrency,
                        PaymentEvent::getAmountMinor,
                        PaymentEvent::getNetAmountMinor,
                        PaymentEvent::getFeeAmountMinor)
                .containsOnly(tuple("BRL", 500_000L, null, 1L));
    }

    @Test
    void mixesNoTwoSubscriptionsAndNoTwoDocuments() {
        charge.setSubscription(subscription("sub-1", null));
        session.setSubscription(subscription("sub-2", "Anual"));
        charge.setCustomer(person("52998224725", DocumentType.CPF));
        session.setCustomer(person("11222333000181", DocumentType.CNPJ));

        PaymentEvent all = Copies.together(session, charge);

        assertThat(all.getSubscription()).isEqualTo(charge.getSubscription());
        assertThat(all.getCustomer()).isEqualTo(session.getCustomer());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isTheSameInWhateverOrderCopiesCome(long seed) {
        Random random = new Random(seed);
        List<PaymentEvent> copies = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            PaymentEvent copy = Histories.copy(charge);
            PaymentEvent told = Stream.of(Histories.ofPayment(random), Histories.ofSubscription(random))
                    .flatMap(List::stream)
                    .skip(random.nextInt(2))
                    .findFirst()
                    .orElse(charge);
            copy.setAmountMinor(told.getAmountMinor());
            copy.setNetAmountMinor(told.getNetAmountMinor());
            copy.setCurrency(random.nextBoolean() ? told.getCurrency() : "EUR");
            copy.setMethod(told.getMethod());
            copy.setItems(told.getItems());
            copy.setCustomer(told.getCustomer());
            copy.setSubscription(told.getSubscription());
            copy.setOccurredAt(Instant.EPOCH.plusSeconds(random.nextInt(3)));
            copies.add(copy);
        }

        PaymentEvent first = copies.stream().reduce(Copies::together).orElseThrow();
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(copies, random);
            List<PaymentEvent> some = copies.subList(0, 1 + random.nextInt(copies.size() - 1));
            List<PaymentEvent> others = copies.subList(some.size(), copies.size());
            PaymentEvent together = Copies.together(
                    some.stream().reduce(Copies::together).orElseThrow(),
                    others.stream().reduce(Copies::together).orElseThrow());
            assertThat(together).isEqualTo(first);
        }
    }

    private static Item item(String name) {
        Item item = new Item();
        item.setName(name);
        item.setQuantity(1);
        return item;
    }

    private static Subscription subscription(String id, String plan) {
        Subscription subscription = new Subscription();
        subscription.setId(id);
        subscription.setPlan(plan);
        subscription.setInterval(SubscriptionInterval.UNKNOWN);
        return subscription;
    }

    private static Customer person(String document, DocumentType type) {
        Customer customer = new Customer();
        customer.setDocument(document);
        customer.setDocumentType(type);
        return customer;
    }
}
