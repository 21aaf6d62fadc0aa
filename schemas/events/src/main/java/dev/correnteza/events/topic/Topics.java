package dev.correnteza.events.topic;

import dev.correnteza.events.AdClick;
import dev.correnteza.events.ConversionDelivery;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.GatewayNotification;
import dev.correnteza.events.OperatorDecision;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentTransition;
import dev.correnteza.events.PrivateTransition;
import dev.correnteza.events.QuarantinedWebhook;
import dev.correnteza.events.RefusedWebhook;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every topic of Correnteza. The names are constants; what they hold and how long is {@link #ALL}. */
public final class Topics {
    public static final String PAYMENT_EVENTS = "payment-events";
    public static final String PAYMENT_EVENTS_BACKFILL = "payment-events-backfill";
    public static final String GATEWAY_NOTIFICATIONS = "gateway-notifications";
    public static final String WEBHOOK_QUARANTINE = "webhook-quarantine";
    public static final String WEBHOOK_REFUSED = "webhook-refused";
    public static final String PAYMENT_TRANSITIONS = "payment-transitions";
    public static final String PAYMENT_TRANSITIONS_PRIVATE = "payment-transitions-private";
    public static final String PAYMENT_EVENTS_DLT = "payment-events-dlt";
    public static final String OPERATOR_DECISIONS = "operator-decisions";
    public static final String GATEWAY_ACCOUNTS = "gateway-accounts";
    public static final String AD_CLICKS = "ad-clicks";
    public static final String CONVERSION_DELIVERIES = "conversion-deliveries";

    private static final @Nullable Duration UNLIMITED = null;
    private static final Duration YEAR = Duration.ofDays(365);

    /** The catalogue, in the order of the flow. */
    public static final List<TopicSpec> ALL = List.of(
            TopicSpec.of(PAYMENT_EVENTS, "correlation key", PaymentEvent.getClassSchema(), UNLIMITED),
            TopicSpec.of(PAYMENT_EVENTS_BACKFILL, "correlation key", PaymentEvent.getClassSchema(), UNLIMITED),
            TopicSpec.of(
                    GATEWAY_NOTIFICATIONS,
                    "account id and resource id",
                    GatewayNotification.getClassSchema(),
                    Duration.ofDays(7)),
            TopicSpec.of(WEBHOOK_QUARANTINE, "account id", QuarantinedWebhook.getClassSchema(), YEAR),
            TopicSpec.of(WEBHOOK_REFUSED, "account id", RefusedWebhook.getClassSchema(), Duration.ofDays(7)),
            TopicSpec.of(PAYMENT_TRANSITIONS, "payment id", PaymentTransition.getClassSchema(), YEAR),
            TopicSpec.of(
                    PAYMENT_TRANSITIONS_PRIVATE, "payment id", PrivateTransition.getClassSchema(), Duration.ofDays(14)),
            TopicSpec.ofBytes(PAYMENT_EVENTS_DLT, "key of the source record", YEAR),
            TopicSpec.of(OPERATOR_DECISIONS, "payment id", OperatorDecision.getClassSchema(), UNLIMITED),
            TopicSpec.compacted(GATEWAY_ACCOUNTS, "account id", GatewayAccount.getClassSchema()),
            TopicSpec.of(AD_CLICKS, "tracking token", AdClick.getClassSchema(), Duration.ofDays(90)),
            TopicSpec.of(CONVERSION_DELIVERIES, "payment id", ConversionDelivery.getClassSchema(), YEAR));

    private Topics() {}
}
