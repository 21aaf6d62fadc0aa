package dev.correnteza.gateways.monetizze;

import dev.correnteza.events.Subscription;
import dev.correnteza.events.SubscriptionInterval;
import dev.correnteza.gateways.monetizze.MonetizzePost.Part;
import dev.correnteza.gateways.payload.Times;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The subscription that a sale belongs to. */
final class MonetizzeSubscription {
    private MonetizzeSubscription() {}

    /** {@code null} for a sale that does not recur. */
    static @Nullable Subscription of(MonetizzePost post) {
        Part from = post.part("assinatura");
        @Nullable String id = from.text("codigo");
        if (id == null) {
            return null;
        }
        Part plan = post.part("plano");
        Subscription subscription = new Subscription();
        subscription.setId(id);
        subscription.setPlan(plan.text("nome"));
        @Nullable Integer months = months(plan.text("periodicidade"));
        subscription.setInterval(months == null ? SubscriptionInterval.UNKNOWN : SubscriptionInterval.MONTH);
        subscription.setIntervalCount(months);
        subscription.setCycleNumber(from.count("parcela"));
        subscription.setStatus(from.text("status"));
        subscription.setStartedAt(Times.iso(from.payload(), from.name("data_assinatura"), Times.SAO_PAULO));
        return subscription;
    }

    // Only the first word was seen; no money hangs on the others.
    private static @Nullable Integer months(@Nullable String period) {
        return switch (period == null ? "" : period.toLowerCase(Locale.ROOT)) {
            case "mensal" -> 1;
            case "bimestral" -> 2;
            case "trimestral" -> 3;
            case "semestral" -> 6;
            case "anual" -> 12;
            default -> null;
        };
    }
}
