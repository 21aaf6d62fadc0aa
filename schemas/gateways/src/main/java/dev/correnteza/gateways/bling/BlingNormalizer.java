package dev.correnteza.gateways.bling;

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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an event of Bling means: an order to be fetched, or nothing for the books. */
final class BlingNormalizer {
    private static final String VERSION = "v1";
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,18}");

    private BlingNormalizer() {}

    static Normalization normalize(JsonPayload envelope, EventSource source) {
        String event = envelope.requiredText("event");
        @Nullable String version = envelope.text("version");
        if (version != null && !version.equals(VERSION)) {
            throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, "version " + version);
        }
        int dot = event.indexOf('.');
        String resource = dot < 0 ? event : event.substring(0, dot);
        requireKnownAction(event.substring(dot + 1), event);
        return switch (resource) {
            case "order" -> source.notification(resource, orderId(envelope.at("data")));
            case "product", "stock", "virtual_stock", "product_supplier", "invoice", "consumer_invoice" ->
                new Understood(List.of(other(envelope, event, source)));
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, event);
        };
    }

    private static void requireKnownAction(String action, String event) {
        switch (action) {
            case "created", "updated", "deleted" -> {}
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, event);
        }
    }

    // It becomes part of an address.
    private static String orderId(JsonPayload order) {
        String id = order.requiredText("id");
        if (!ID.matcher(id).matches()) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, order.pathOf("id"));
        }
        return id;
    }

    private static PaymentEvent other(JsonPayload envelope, String event, EventSource source) {
        String eventId = envelope.requiredText("eventId");
        PaymentEvent other = source.once(OTHER, event, eventId, Times.iso(envelope, "date", ZoneOffset.UTC));
        other.setGatewayEventId(eventId);
        return other;
    }
}
