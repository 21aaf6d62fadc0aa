package dev.correnteza.processor.subscription;

import dev.correnteza.events.Customer;
import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.identity.DerivedId;
import dev.correnteza.gateways.GatewayAdapter;
import dev.correnteza.gateways.Gateways;
import dev.correnteza.processor.ledger.LedgerRepository.SubscriptionRef;
import dev.correnteza.processor.payment.PaymentFold;
import dev.correnteza.processor.payment.PaymentState;
import dev.correnteza.processor.plan.Plan;
import dev.correnteza.processor.plan.PlanRules;
import dev.correnteza.processor.plan.PlanRules.SoldPlan;
import dev.correnteza.processor.plan.PlanType;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which orders are charges of a subscription that nobody names. An order is when all of this holds:
 *
 * <ul>
 *   <li>it was paid, and no event of it names a subscription;
 *   <li>just one of its positions says a plan, by a rule of the tenant or by its name, in words for plans or as a length of access: a
 *       length alone is one of anything;
 *   <li>all gateways that tell of it never send subscriptions ({@link GatewayAdapter#sendsSubscriptions}), or the tenant's rule says
 *       that such orders are subscriptions. At other gateways an "annual" course is one: its subscriptions are told;
 *   <li>it tells who pays.
 * </ul>
 *
 * Its subscription is the one of this customer, product and account: a pure function of the facts and the tenant's rules.
 */
final class Inference {
    private static final Set<String> SENDING_NONE = Gateways.all().stream()
            .filter(adapter -> !adapter.sendsSubscriptions())
            .map(adapter -> adapter.gateway().name())
            .collect(Collectors.toUnmodifiableSet());

    private Inference() {}

    /** The subscription that a payment is a charge of; empty where it is none, or names its own. */
    static Optional<Inferred> of(Collection<PaymentEvent> facts, PlanRules rules) {
        if (facts.stream().anyMatch(event -> event.getSubscription() != null) || !isPossible(facts, rules)) {
            return Optional.empty();
        }
        PaymentState payment = PaymentFold.of(facts);
        Optional<SoldPlan> sold =
                rules.soldIn(payment.items()).filter(position -> position.plan().type() != PlanType.UNKNOWN);
        if (payment.paidAt() == null || sold.isEmpty()) {
            return Optional.empty();
        }
        Plan plan = sold.get().plan();
        boolean isUntold = facts.stream().allMatch(event -> SENDING_NONE.contains(event.getGateway()));
        @Nullable String customer = customer(facts);
        @Nullable String product = product(sold.get().item());
        if (!(isUntold || plan.infers()) || customer == null || product == null) {
            return Optional.empty();
        }
        PaymentEvent first = payment.first();
        String identity = DerivedId.inferredSubscription(first.getTenantId(), first.getAccountId(), customer, product);
        return Optional.of(new Inferred(
                new SubscriptionRef(first.getTenantId(), first.getAccountId(), identity),
                first.getGateway(),
                plan.infers() ? Reason.TENANT_RULE : Reason.GATEWAY_SENDS_NONE));
    }

    /**
     * Whether these facts, or a part of them that was known before the others, can make a charge of an inferred subscription. Costs
     * nothing for payments that have nothing to do with it.
     */
    static boolean isPossible(Collection<PaymentEvent> facts, PlanRules rules) {
        for (PaymentEvent event : facts) {
            boolean isUntold = SENDING_NONE.contains(event.getGateway());
            if (!isUntold && !rules.infer()) {
                continue;
            }
            for (Item item : event.getItems()) {
                Optional<Plan> plan = rules.of(item);
                if (plan.isPresent()
                        && plan.get().type() != PlanType.UNKNOWN
                        && (isUntold || plan.get().infers())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable String product(Item item) {
        return item.getProductId() == null ? item.getName() : item.getProductId();
    }

    // The strongest name that its own facts tell: who a customer is besides depends on what others were told.
    private static @Nullable String customer(Collection<PaymentEvent> facts) {
        return least(facts, "document", Customer::getDocument)
                .or(() -> least(facts, "email", Customer::getEmail))
                .or(() -> least(facts, "phone", Customer::getPhone))
                .orElse(null);
    }

    private static Optional<String> least(
            Collection<PaymentEvent> facts, String kind, Function<Customer, @Nullable String> name) {
        return facts.stream()
                .map(PaymentEvent::getCustomer)
                .filter(customer -> customer != null)
                .map(name)
                .filter(value -> value != null)
                .map(value -> kind + ":" + value.toLowerCase(Locale.ROOT))
                .min(String::compareTo);
    }

    /** Why an order was taken for a charge of a subscription. */
    enum Reason {
        /** The name says a plan, and the gateway never sends subscriptions. */
        GATEWAY_SENDS_NONE,
        /** The tenant says so. */
        TENANT_RULE
    }

    /** A subscription that is told by its orders only. */
    record Inferred(SubscriptionRef ref, String gateway, Reason reason) {}
}
