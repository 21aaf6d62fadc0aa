package dev.correnteza.gateways.mercadolivre;

import static dev.correnteza.events.type.EventType.OTHER;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a notification points to: an order or a payment to be fetched, or nothing for the books. */
final class MercadoLivreNormalizer {
    private static final Pattern ORDER = Pattern.compile("/orders/([1-9][0-9]{0,18})");
    private static final Pattern PAYMENT = Pattern.compile("/collections/([1-9][0-9]{0,18})");

    private MercadoLivreNormalizer() {}

    static Normalization normalize(JsonPayload notification, EventSource source) {
        String topic = notification.requiredText("topic");
        return switch (topic) {
            case "orders_v2" -> source.notification(topic, resourceId(notification, ORDER));
            case "payments" -> source.notification(topic, resourceId(notification, PAYMENT));
            case "items", "shipments", "questions", "claims", "items_prices", "stock-locations", "invoices" ->
                new Understood(List.of(other(notification, topic, source)));
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, topic);
        };
    }

    private static String resourceId(JsonPayload notification, Pattern form) {
        Matcher resource = form.matcher(notification.requiredText("resource"));
        if (!resource.matches()) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, "resource");
        }
        return resource.group(1);
    }

    private static PaymentEvent other(JsonPayload notification, String topic, EventSource source) {
        @Nullable String older = notification.text("_id");
        String id = older == null ? notification.requiredText("id") : older;
        PaymentEvent other = source.once(OTHER, topic, id, Times.iso(notification, "sent", ZoneOffset.UTC));
        other.setGatewayEventId(id);
        return other;
    }
}
