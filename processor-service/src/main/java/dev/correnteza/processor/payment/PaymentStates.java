package dev.correnteza.processor.payment;

import static dev.correnteza.events.PaymentStatus.AUTHORIZED;
import static dev.correnteza.events.PaymentStatus.CANCELED;
import static dev.correnteza.events.PaymentStatus.CHARGED_BACK;
import static dev.correnteza.events.PaymentStatus.CREATED;
import static dev.correnteza.events.PaymentStatus.DISPUTED;
import static dev.correnteza.events.PaymentStatus.EXPIRED;
import static dev.correnteza.events.PaymentStatus.PAID;
import static dev.correnteza.events.PaymentStatus.PARTIALLY_REFUNDED;
import static dev.correnteza.events.PaymentStatus.PENDING;
import static dev.correnteza.events.PaymentStatus.REFUNDED;
import static dev.correnteza.events.PaymentStatus.REFUND_REQUESTED;
import static dev.correnteza.events.PaymentStatus.REFUSED;
import static dev.correnteza.events.PaymentStatus.UNKNOWN;
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
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_EXPIRED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAST_DUE;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAUSED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PLAN_CHANGED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RENEWED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RESUMED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_STARTED;

import dev.correnteza.events.PaymentStatus;
import dev.correnteza.processor.payment.IllegalMove.Kind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The transition table: which type of event moves a payment from which status to which. What is not in it moves nothing and is
 * recorded as an {@link IllegalMove}, unless it tells where the payment stands anyway. {@link PaymentStatus#UNKNOWN} is the status before the first event.
 *
 * <p>Events get lost, so money facts are taken from wherever a payment stands before it was paid: a refund tells that it was paid
 * too. What happens to unpaid payments (expiry, refusal, cancellation) never moves one that was paid.
 */
public final class PaymentStates {
    /** Order among events of the same instant: what leads to another comes before it. */
    private static final List<String> RANKS = List.of(
            PAYMENT_CREATED,
            PAYMENT_PENDING,
            PAYMENT_AUTHORIZED,
            PAYMENT_REFUSED,
            PAYMENT_EXPIRED,
            PAYMENT_CANCELED,
            PAYMENT_PAID,
            PAYMENT_REFUND_REQUESTED,
            PAYMENT_PARTIALLY_REFUNDED,
            PAYMENT_REFUNDED,
            PAYMENT_DISPUTED,
            PAYMENT_CHARGED_BACK,
            PAYMENT_CHARGEBACK_REVERSED,
            SUBSCRIPTION_STARTED,
            SUBSCRIPTION_RENEWED,
            SUBSCRIPTION_RESUMED,
            SUBSCRIPTION_PLAN_CHANGED,
            SUBSCRIPTION_PAST_DUE,
            SUBSCRIPTION_PAUSED,
            SUBSCRIPTION_CANCELED,
            SUBSCRIPTION_EXPIRED);

    /**
     * How a payment stands by what was told. That it was created, by another clock than the gateway's, is true of each; that a dispute
     * was won, of one that is paid, though a part of it may have been returned.
     */
    private static final Map<String, Set<PaymentStatus>> TOLD = Map.ofEntries(
            Map.entry(PAYMENT_PENDING, Set.of(PENDING)),
            Map.entry(PAYMENT_AUTHORIZED, Set.of(AUTHORIZED)),
            Map.entry(PAYMENT_REFUSED, Set.of(REFUSED)),
            Map.entry(PAYMENT_EXPIRED, Set.of(EXPIRED)),
            Map.entry(PAYMENT_CANCELED, Set.of(CANCELED)),
            Map.entry(PAYMENT_PAID, Set.of(PAID)),
            Map.entry(PAYMENT_REFUND_REQUESTED, Set.of(REFUND_REQUESTED)),
            Map.entry(PAYMENT_PARTIALLY_REFUNDED, Set.of(PARTIALLY_REFUNDED)),
            Map.entry(PAYMENT_REFUNDED, Set.of(REFUNDED)),
            Map.entry(PAYMENT_DISPUTED, Set.of(DISPUTED)),
            Map.entry(PAYMENT_CHARGED_BACK, Set.of(CHARGED_BACK)),
            Map.entry(PAYMENT_CHARGEBACK_REVERSED, Set.of(PAID, PARTIALLY_REFUNDED)));

    private static final Set<String> TOWARDS_PAYMENT = Set.of(PAYMENT_PENDING, PAYMENT_AUTHORIZED, PAYMENT_PAID);

    private static final Set<String> NEVER_PAID = Set.of(PAYMENT_REFUSED, PAYMENT_EXPIRED, PAYMENT_CANCELED);

    private static final Set<PaymentStatus> PAID_ONCE =
            EnumSet.of(PAID, REFUND_REQUESTED, PARTIALLY_REFUNDED, REFUNDED, DISPUTED, CHARGED_BACK);

    private static final Map<PaymentStatus, Map<String, PaymentStatus>> TABLE = table();

    private PaymentStates() {}

    /** Status after an event of this type; empty when it does not move a payment from here. */
    public static Optional<PaymentStatus> next(PaymentStatus from, String type) {
        return Optional.ofNullable(TABLE.getOrDefault(from, Map.of()).get(type));
    }

    /**
     * Why an event of this type is no move from here; empty where it is one, where it says how the payment stands anyway, and for types
     * that this build does not know.
     */
    public static Optional<Kind> refusal(PaymentStatus from, String type) {
        Set<PaymentStatus> told = TOLD.get(type);
        if (told == null || told.contains(from) || next(from, type).isPresent()) {
            return Optional.empty();
        }
        if (type.equals(PAYMENT_CHARGEBACK_REVERSED)) {
            return Optional.of(Kind.NO_DISPUTE);
        }
        if (TOWARDS_PAYMENT.contains(type)) {
            return Optional.of(Kind.LATE);
        }
        return Optional.of(NEVER_PAID.contains(type) && PAID_ONCE.contains(from) ? Kind.AFTER_PAYMENT : Kind.OVERTAKEN);
    }

    /** Order among events of the same instant: of payments, of subscriptions, and of what moves neither. */
    public static int rank(String type) {
        int rank = RANKS.indexOf(type);
        return rank < 0 ? RANKS.size() : rank;
    }

    private static Map<PaymentStatus, Map<String, PaymentStatus>> table() {
        Map<String, PaymentStatus> unpaid = Map.of(
                PAYMENT_AUTHORIZED, AUTHORIZED,
                PAYMENT_REFUSED, REFUSED,
                PAYMENT_EXPIRED, EXPIRED,
                PAYMENT_CANCELED, CANCELED,
                PAYMENT_PAID, PAID);
        Map<String, PaymentStatus> money = Map.of(
                PAYMENT_REFUND_REQUESTED, REFUND_REQUESTED,
                PAYMENT_PARTIALLY_REFUNDED, PARTIALLY_REFUNDED,
                PAYMENT_REFUNDED, REFUNDED,
                PAYMENT_DISPUTED, DISPUTED,
                PAYMENT_CHARGED_BACK, CHARGED_BACK);
        Map<PaymentStatus, Map<String, PaymentStatus>> table = new EnumMap<>(PaymentStatus.class);
        table.put(
                UNKNOWN,
                union(
                        unpaid,
                        money,
                        Map.of(
                                PAYMENT_CREATED, CREATED,
                                PAYMENT_PENDING, PENDING,
                                PAYMENT_CHARGEBACK_REVERSED, PAID)));
        table.put(CREATED, union(unpaid, money, Map.of(PAYMENT_PENDING, PENDING)));
        table.put(PENDING, union(unpaid, money));
        table.put(
                AUTHORIZED,
                union(
                        money,
                        Map.of(
                                PAYMENT_PAID, PAID,
                                PAYMENT_REFUSED, REFUSED,
                                PAYMENT_EXPIRED, EXPIRED,
                                PAYMENT_CANCELED, CANCELED)));
        // An expired PIX can still be paid, a refused card tried again.
        Map<String, PaymentStatus> secondTry =
                Map.of(PAYMENT_PENDING, PENDING, PAYMENT_AUTHORIZED, AUTHORIZED, PAYMENT_PAID, PAID);
        table.put(REFUSED, union(secondTry, money, Map.of(PAYMENT_EXPIRED, EXPIRED, PAYMENT_CANCELED, CANCELED)));
        table.put(EXPIRED, union(secondTry, money, Map.of(PAYMENT_CANCELED, CANCELED)));
        table.put(CANCELED, union(secondTry, money));
        table.put(PAID, money);
        table.put(REFUND_REQUESTED, without(money, PAYMENT_REFUND_REQUESTED));
        table.put(PARTIALLY_REFUNDED, money);
        table.put(
                DISPUTED,
                Map.of(
                        PAYMENT_CHARGED_BACK, CHARGED_BACK,
                        PAYMENT_REFUNDED, REFUNDED,
                        PAYMENT_PARTIALLY_REFUNDED, PARTIALLY_REFUNDED,
                        PAYMENT_CHARGEBACK_REVERSED, PAID));
        table.put(CHARGED_BACK, Map.of(PAYMENT_CHARGEBACK_REVERSED, PAID));
        table.put(REFUNDED, Map.of());
        return table;
    }

    @SafeVarargs
    private static Map<String, PaymentStatus> union(Map<String, PaymentStatus>... moves) {
        Map<String, PaymentStatus> union = new HashMap<>();
        for (Map<String, PaymentStatus> some : moves) {
            union.putAll(some);
        }
        return Map.copyOf(union);
    }

    private static Map<String, PaymentStatus> without(Map<String, PaymentStatus> moves, String type) {
        Map<String, PaymentStatus> rest = new HashMap<>(moves);
        rest.remove(type);
        return Map.copyOf(rest);
    }
}
