package dev.correnteza.gateways.kirvano;

import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.Times;
import org.jspecify.annotations.Nullable;

/** The subscription that a sale belongs to, as far as its plan tells. */
final class KirvanoSubscription {
    private KirvanoSubscription() {}

    /** {@code null} for a sale without a plan. */
    static @Nullable Subscription of(JsonPayload webhook, String saleId) {
        JsonPayload plan = webhook.at("plan");
        if (!plan.isPresent()) {
            return null;
        }
        Subscription subscription = new Subscription();
        subscription.setId(saleId);
        subscription.setPlan(plan.text("name"));
        @Nullable String frequency = plan.text("charge_frequency");
        subscription.setInterval(
                switch (frequency) {
                    case "WEEKLY" -> SubscriptionInterval.WEEK;
                    case "MONTHLY", "QUARTERLY", "SEMIANNUALLY" -> SubscriptionInterval.MONTH;
                    case "ANNUALLY" -> SubscriptionInterval.YEAR;
                    case null, default -> SubscriptionInterval.UNKNOWN;
                });
        subscription.setIntervalCount(
                switch (frequency) {
                    case "WEEKLY", "MONTHLY", "ANNUALLY" -> 1;
                    case "QUARTERLY" -> 3;
                    case "SEMIANNUALLY" -> 6;
                    case null, default -> null;
                });
        subscription.setNextChargeAt(Times.iso(plan, "next_charge_date", Times.SAO_PAULO));
        return subscription;
    }
}
