package dev.correnteza.events.type;

import java.util.Set;

/**
 * Canonical types of {@code PaymentEvent.type}. They are strings on the wire, so that a type that is added later does not break
 * a reader of today: who does not know a type treats it as {@link #OTHER}.
 */
public final class EventType {
    public static final String PAYMENT_CREATED = "payment.created";
    public static final String PAYMENT_PENDING = "payment.pending";
    public static final String PAYMENT_AUTHORIZED = "payment.authorized";
    public static final String PAYMENT_PAID = "payment.paid";
    public static final String PAYMENT_REFUSED = "payment.refused";
    public static final String PAYMENT_EXPIRED = "payment.expired";
    public static final String PAYMENT_CANCELED = "payment.canceled";
    public static final String PAYMENT_REFUND_REQUESTED = "payment.refund_requested";
    public static final String PAYMENT_REFUNDED = "payment.refunded";
    public static final String PAYMENT_PARTIALLY_REFUNDED = "payment.partially_refunded";
    public static final String PAYMENT_DISPUTED = "payment.disputed";
    public static final String PAYMENT_CHARGED_BACK = "payment.charged_back";
    public static final String PAYMENT_CHARGEBACK_REVERSED = "payment.chargeback_reversed";

    public static final String SUBSCRIPTION_STARTED = "subscription.started";
    public static final String SUBSCRIPTION_RENEWED = "subscription.renewed";
    public static final String SUBSCRIPTION_PAST_DUE = "subscription.past_due";
    public static final String SUBSCRIPTION_PAUSED = "subscription.paused";
    public static final String SUBSCRIPTION_RESUMED = "subscription.resumed";
    public static final String SUBSCRIPTION_PLAN_CHANGED = "subscription.plan_changed";
    public static final String SUBSCRIPTION_CANCELED = "subscription.canceled";
    public static final String SUBSCRIPTION_EXPIRED = "subscription.expired";

    public static final String CART_ABANDONED = "cart.abandoned";

    /** Money leaving the seller's account: never a sale. */
    public static final String PAYOUT_PENDING = "payout.pending";

    public static final String PAYOUT_PAID = "payout.paid";
    public static final String PAYOUT_FAILED = "payout.failed";

    /** Understood, and of no consequence for the books: panel tests, members area, notices about the webhook itself. */
    public static final String OTHER = "other";

    private static final String PAYMENT = "payment.";
    private static final String SUBSCRIPTION = "subscription.";

    /** Every type of this class. */
    public static final Set<String> ALL = Set.of(
            PAYMENT_CREATED,
            PAYMENT_PENDING,
            PAYMENT_AUTHORIZED,
            PAYMENT_PAID,
            PAYMENT_REFUSED,
            PAYMENT_EXPIRED,
            PAYMENT_CANCELED,
            PAYMENT_REFUND_REQUESTED,
            PAYMENT_REFUNDED,
            PAYMENT_PARTIALLY_REFUNDED,
            PAYMENT_DISPUTED,
            PAYMENT_CHARGED_BACK,
            PAYMENT_CHARGEBACK_REVERSED,
            SUBSCRIPTION_STARTED,
            SUBSCRIPTION_RENEWED,
            SUBSCRIPTION_PAST_DUE,
            SUBSCRIPTION_PAUSED,
            SUBSCRIPTION_RESUMED,
            SUBSCRIPTION_PLAN_CHANGED,
            SUBSCRIPTION_CANCELED,
            SUBSCRIPTION_EXPIRED,
            CART_ABANDONED,
            PAYOUT_PENDING,
            PAYOUT_PAID,
            PAYOUT_FAILED,
            OTHER);

    private EventType() {}

    /** Whether events of this type tell something about one payment; a payout is none. */
    public static boolean concernsPayment(String type) {
        return type.startsWith(PAYMENT);
    }

    /** Whether events of this type tell something about a subscription itself rather than about a charge of it. */
    public static boolean concernsSubscription(String type) {
        return type.startsWith(SUBSCRIPTION);
    }
}
