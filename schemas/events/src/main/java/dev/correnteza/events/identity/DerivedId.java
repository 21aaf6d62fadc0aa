package dev.correnteza.events.identity;

import java.util.UUID;

/** Ids of what follows from events: the same cause always gives the same id, so that doing it again changes nothing. */
public final class DerivedId {
    private DerivedId() {}

    /** Id of the transition that an event makes in a payment: an event makes at most one. */
    public static UUID transition(String paymentId, UUID eventId) {
        return DeterministicId.of("transition", paymentId, eventId.toString());
    }

    /** Id of a conversion: one per pixel, event name and payment, and Meta's {@code event_id} as well. */
    public static UUID conversion(String pixelId, String eventName, String paymentId) {
        return DeterministicId.of("conversion", pixelId, eventName, paymentId);
    }

    /**
     * Payment id of a payment that was born from an event.
     *
     * @param prefix prefix of the tenant's payment ids
     * @param identity the strongest name of the payment that the event carries
     * @return prefix, an underscore and 32 lower-case hexadecimal digits
     */
    public static String payment(String prefix, String tenantId, String identity) {
        return prefix + "_"
                + DeterministicId.of("payment", tenantId, identity).toString().replace("-", "");
    }

    /** Id of a customer, derived from the name by which it was first known. */
    public static UUID customer(String tenantId, String identity) {
        return DeterministicId.of("customer", tenantId, identity);
    }

    /**
     * Id of a subscription that no gateway names: that of a customer and a product in an account.
     *
     * @param customer the strongest name of the customer that its orders carry
     * @param product id of the product, else its name
     * @return {@code inferred_} and 32 lower-case hexadecimal digits
     */
    public static String inferredSubscription(String tenantId, String accountId, String customer, String product) {
        return "inferred_"
                + DeterministicId.of("subscription", tenantId, accountId, customer, product)
                        .toString()
                        .replace("-", "");
    }

    /** Id of a dead letter: a record has one, however often it is given up. */
    public static UUID deadLetter(String topic, int partition, long offset) {
        return DeterministicId.of("dead-letter", topic, Integer.toString(partition), Long.toString(offset));
    }
}
