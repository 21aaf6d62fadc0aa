package dev.correnteza.processor.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.type.EventType;
import dev.correnteza.processor.Histories;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class ResolutionTest {
    private static final Map<MatchRule, BiConsumer<PaymentEvent, String>> NAMES = Map.of(
            MatchRule.WEBHOOK_TOKEN, PaymentEvent::setWebhookToken,
            MatchRule.GATEWAY_TRANSACTION, PaymentEvent::setGatewayTransactionId,
            MatchRule.PAYMENT_ID, PaymentEvent::setPaymentId,
            MatchRule.EXTERNAL_REFERENCE, PaymentEvent::setExternalReference,
            MatchRule.END_TO_END_ID, PaymentEvent::setEndToEndId);

    private final Map<PaymentKey, String> owners = new HashMap<>();

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"MANUAL", "BORN", "ORIGIN_TRANSACTION"})
    void findsAPaymentByEachOfItsNames(MatchRule rule) {
        PaymentEvent first = sale("account-1", null);
        NAMES.get(rule).accept(first, "name-1");
        PaymentEvent again = sale("account-1", null);
        NAMES.get(rule).accept(again, "name-1");
        PaymentEvent other = sale("account-1", null);
        NAMES.get(rule).accept(other, "name-2");

        List<Match> matches = resolveOneByOne(first, again, other);

        assertThat(matches).extracting(Match::rule).containsExactly(MatchRule.BORN, rule, MatchRule.BORN);
        assertThat(matches.get(1).paymentId()).isEqualTo(matches.get(0).paymentId());
        assertThat(matches.get(2).paymentId()).isNotEqualTo(matches.get(0).paymentId());
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"MANUAL", "BORN", "ORIGIN_TRANSACTION"})
    void keepsTenantsApartWhoseNamesAreEqual(MatchRule rule) {
        PaymentEvent one = sale("account-1", null);
        NAMES.get(rule).accept(one, "name-1");
        PaymentEvent other = sale("account-1", null);
        other.setTenantId("tenant-2");
        NAMES.get(rule).accept(other, "name-1");

        List<Match> matches = resolveOneByOne(one, other);

        assertThat(matches).extracting(Match::rule).containsOnly(MatchRule.BORN);
        assertThat(matches).extracting(Match::paymentId).doesNotHaveDuplicates();
    }

    @Test
    void givesAPaymentThatWasCreatedHereTheIdThatItWasCreatedWith() {
        List<Match> matches = resolveOneByOne(created("PAY_1", "token-1"), webhook("HP1", "token-1"));

        assertThat(matches)
                .containsExactly(new Match("PAY_1", MatchRule.BORN), new Match("PAY_1", MatchRule.WEBHOOK_TOKEN));
    }

    @Test
    void meetsTheCreationInThePaymentOfAWebhookThatWasReadBeforeIt() {
        List<Match> matches = resolveOneByOne(webhook("HP1", "token-1"), created("PAY_1", "token-1"));

        assertThat(matches.getLast()).isEqualTo(new Match(matches.getFirst().paymentId(), MatchRule.WEBHOOK_TOKEN));
        assertThat(owners)
                .containsEntry(
                        new PaymentKey(webhook("HP1", "token-1").getTenantId(), MatchRule.PAYMENT_ID, "PAY_1"),
                        matches.getFirst().paymentId());
    }

    @Test
    void createsAnotherPaymentForTheSameReference() {
        PaymentEvent first = created("PAY_1", "token-1");
        first.setExternalReference("order-1");
        PaymentEvent second = created("PAY_2", "token-2");
        second.setExternalReference("order-1");

        assertThat(resolveOneByOne(first, second)).extracting(Match::paymentId).containsExactly("PAY_1", "PAY_2");
    }

    @Test
    void prefersTheStrongerName() {
        PaymentEvent byToken = sale("account-1", null);
        byToken.setWebhookToken("token-1");
        PaymentEvent byReference = sale("account-1", null);
        byReference.setExternalReference("reference-1");
        PaymentEvent both = sale("account-1", "HP1");
        both.setWebhookToken("token-1");
        both.setExternalReference("reference-1");

        List<Match> matches = resolveOneByOne(byToken, byReference, both);

        assertThat(matches.get(2)).isEqualTo(new Match(matches.get(0).paymentId(), MatchRule.WEBHOOK_TOKEN));
    }

    @Test
    void letsARenewalWithTheTokenOfTheFirstSaleBeAPaymentOfItsOwn() {
        PaymentEvent firstSale = sale("account-1", "HP1");
        firstSale.setWebhookToken("token-1");
        PaymentEvent renewal = sale("account-1", "HP2");
        renewal.setWebhookToken("token-1");
        PaymentEvent refundOfRenewal = Histories.copy(renewal);
        refundOfRenewal.setType(EventType.PAYMENT_REFUNDED);

        List<Match> matches = resolveOneByOne(firstSale, renewal, refundOfRenewal);

        assertThat(matches)
                .extracting(Match::rule)
                .containsExactly(MatchRule.BORN, MatchRule.BORN, MatchRule.GATEWAY_TRANSACTION);
        assertThat(matches.get(1).paymentId()).isNotEqualTo(matches.get(0).paymentId());
        assertThat(matches.get(2).paymentId()).isEqualTo(matches.get(1).paymentId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123", "012", "023", "12", "03"})
    void letsAForwardedRenewalWithTheTokenOfTheFirstSaleBeAPaymentOfItsOwnInAnyOrder(String told) {
        List<PaymentEvent> notices = List.of(
                withToken(sale("hotmart-account", "HP1")),
                withToken(forwarded("guru-1", "HP1")),
                withToken(sale("hotmart-account", "HP2")),
                withToken(forwarded("guru-2", "HP2")));
        List<PaymentEvent> some =
                told.chars().mapToObj(digit -> notices.get(digit - '0')).toList();

        for (List<PaymentEvent> order : permutations(some)) {
            owners.clear();
            List<Match> matches = resolveOneByOne(order.toArray(PaymentEvent[]::new));

            for (int i = 0; i < order.size(); i++) {
                boolean isFirstSale = notices.indexOf(order.get(i)) < 2;
                assertThat(matches.get(i).paymentId())
                        .as("%s of %s", i, order.stream().map(notices::indexOf).toList())
                        .isEqualTo(born(isFirstSale ? "HP1" : "HP2"));
            }
        }
    }

    @Test
    void letsASaleThatWasTriedAtTwoAccountsOfAGatewayBeOnePayment() {
        PaymentEvent one = withToken(sale("account-1", "T1"));
        PaymentEvent other = withToken(sale("account-2", "T2"));

        assertThat(resolveOneByOne(one, other))
                .extracting(Match::rule)
                .containsExactly(MatchRule.BORN, MatchRule.WEBHOOK_TOKEN);
    }

    /** Of platforms that tenants define themselves each numbers its orders alone. */
    @Test
    void takesEqualNumbersAtTwoPlatformsOfATenantForTwoPayments() {
        PaymentEvent one = sale("account-1", "1001");
        PaymentEvent other = sale("account-2", "1001");
        PaymentEvent paidAgain = withToken(sale("account-1", "1001"));
        List.of(one, other, paidAgain).forEach(event -> event.setGateway("custom"));

        List<Match> matches = resolveOneByOne(one, other, paidAgain);

        assertThat(matches)
                .extracting(Match::rule)
                .containsExactly(MatchRule.BORN, MatchRule.BORN, MatchRule.GATEWAY_TRANSACTION);
        assertThat(matches.get(1).paymentId()).isNotEqualTo(matches.getFirst().paymentId());
        owners.clear();
        assertThat(resolveOneByOne(paidAgain).getFirst().paymentId())
                .isEqualTo(matches.getFirst().paymentId());
    }

    @Test
    void letsAnOrderBumpWithTheReferenceOfItsSaleBeAPaymentOfItsOwn() {
        PaymentEvent sale = sale("account-1", "HP1");
        sale.setExternalReference("reference-1");
        PaymentEvent bump = sale("account-1", "HP1B1");
        bump.setExternalReference("reference-1");
        bump.setParentTransactionId("HP1");

        List<Match> matches = resolveOneByOne(sale, bump);

        assertThat(matches).extracting(Match::rule).containsOnly(MatchRule.BORN);
        assertThat(matches).extracting(Match::paymentId).doesNotHaveDuplicates();
    }

    @Test
    void takesAForwardedSaleAndTheGatewaysOwnNoticeForOnePaymentInBothOrders() {
        PaymentEvent own = sale("hotmart-account", "HP1");
        PaymentEvent forwarded = forwarded("guru-1", "HP1");

        List<Match> ownFirst = resolveOneByOne(own, forwarded);
        owners.clear();
        List<Match> forwardedFirst = resolveOneByOne(forwarded, own);

        assertThat(ownFirst).extracting(Match::rule).containsExactly(MatchRule.BORN, MatchRule.ORIGIN_TRANSACTION);
        assertThat(forwardedFirst)
                .extracting(Match::rule)
                .containsExactly(MatchRule.BORN, MatchRule.ORIGIN_TRANSACTION);
        assertThat(ownFirst)
                .extracting(Match::paymentId)
                .containsOnly(ownFirst.getFirst().paymentId());
        assertThat(forwardedFirst)
                .extracting(Match::paymentId)
                .containsOnly(ownFirst.getFirst().paymentId());
    }

    @Test
    void teachesLaterEventsOfABatchWhatEarlierOnesTold() {
        PaymentEvent created = sale("account-1", null);
        created.setWebhookToken("token-1");
        PaymentEvent pending = sale("account-1", "HP1");
        pending.setWebhookToken("token-1");
        PaymentEvent paid = sale("account-1", "HP1");

        Resolution resolution = new Resolution(Map.of(), new PaymentIdPrefixes(Map.of()));
        List<Match> matches = List.of(created, pending, paid).stream()
                .map(resolution::resolve)
                .toList();

        assertThat(matches)
                .extracting(Match::paymentId)
                .containsOnly(matches.getFirst().paymentId());
        assertThat(resolution.newKeys().values())
                .containsOnly(matches.getFirst().paymentId());
    }

    @Test
    void givesAPaymentTheSameIdWhicheverOfItsEventsComesFirst() {
        PaymentEvent bare = sale("account-1", "HP1");
        PaymentEvent withToken = sale("account-1", "HP1");
        withToken.setWebhookToken("token-1");
        withToken.setExternalReference("reference-1");

        String first = resolveOneByOne(bare, withToken).getFirst().paymentId();
        owners.clear();

        assertThat(resolveOneByOne(withToken, bare))
                .extracting(Match::paymentId)
                .containsOnly(first);
    }

    @Test
    void startsPaymentIdsWithThePrefixOfTheTenant() {
        PaymentIdPrefixes prefixes = new PaymentIdPrefixes(Map.of("tenant-1", "ACME"));

        Match match = new Resolution(Map.of(), prefixes).resolve(sale("account-1", "HP1"));

        assertThat(match.paymentId()).matches("ACME_[0-9a-f]{32}");
    }

    // As if each came in a batch of its own.
    private List<Match> resolveOneByOne(PaymentEvent... events) {
        return List.of(events).stream()
                .map(event -> {
                    Resolution resolution = new Resolution(owners, new PaymentIdPrefixes(Map.of()));
                    Match match = resolution.resolve(event);
                    owners.putAll(resolution.newKeys());
                    return match;
                })
                .toList();
    }

    private static PaymentEvent created(String paymentId, String token) {
        PaymentEvent event = Histories.event(EventType.PAYMENT_CREATED, 0);
        event.setAccountId("account-1");
        event.setGatewayTransactionId(null);
        event.setPaymentId(paymentId);
        event.setWebhookToken(token);
        return event;
    }

    private static PaymentEvent webhook(String transactionId, String token) {
        PaymentEvent event = sale("account-1", transactionId);
        event.setWebhookToken(token);
        return event;
    }

    private static PaymentEvent withToken(PaymentEvent event) {
        event.setWebhookToken("token-1");
        return event;
    }

    private static PaymentEvent forwarded(String transactionId, String originTransactionId) {
        PaymentEvent event = sale("guru-account", transactionId);
        event.setGateway("guru");
        event.setOriginGateway("hotmart");
        event.setOriginTransactionId(originTransactionId);
        return event;
    }

    private static String born(String transactionId) {
        return new Resolution(Map.of(), new PaymentIdPrefixes(Map.of()))
                .resolve(sale("hotmart-account", transactionId))
                .paymentId();
    }

    private static List<List<PaymentEvent>> permutations(List<PaymentEvent> events) {
        if (events.isEmpty()) {
            return List.of(List.of());
        }
        List<List<PaymentEvent>> all = new ArrayList<>();
        for (PaymentEvent first : events) {
            List<PaymentEvent> rest = new ArrayList<>(events);
            rest.remove(first);
            for (List<PaymentEvent> more : permutations(rest)) {
                List<PaymentEvent> one = new ArrayList<>(List.of(first));
                one.addAll(more);
                all.add(one);
            }
        }
        return all;
    }

    private static PaymentEvent sale(String accountId, @Nullable String transactionId) {
        PaymentEvent event = Histories.event(EventType.PAYMENT_PAID, 0);
        event.setAccountId(accountId);
        event.setGatewayTransactionId(transactionId);
        return event;
    }
}
