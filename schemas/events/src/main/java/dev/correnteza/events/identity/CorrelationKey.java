package dev.correnteza.events.identity;

import dev.correnteza.events.PaymentEvent;
import org.jspecify.annotations.Nullable;

/** Key of payment events: all records of one payment that carry the same name share it, and so a partition and an order. */
public final class CorrelationKey {
    private CorrelationKey() {}

    /** The webhook token, else account and transaction, else account and subscription, else account and event id. */
    public static String of(PaymentEvent event) {
        if (event.getWebhookToken() != null) {
            return event.getWebhookToken();
        }
        String accountId = event.getAccountId();
        if (event.getGatewayTransactionId() != null) {
            return join(accountId, event.getGatewayTransactionId());
        }
        @Nullable
        String subscriptionId =
                event.getSubscription() == null ? null : event.getSubscription().getId();
        return join(accountId, subscriptionId == null ? event.getEventId() : subscriptionId);
    }

    private static String join(String accountId, String id) {
        return accountId + ":" + id;
    }
}
