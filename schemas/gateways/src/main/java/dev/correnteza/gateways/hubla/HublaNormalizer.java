package dev.correnteza.gateways.hubla;

import static dev.correnteza.events.type.EventType.CART_ABANDONED;
import static dev.correnteza.events.type.EventType.OTHER;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an event of 2.0.0 means: one event each. */
final class HublaNormalizer {
    private static final String VERSION = "2.";
    private static final String TESTERS_INVOICE = "-tester";
    private static final List<String> SUBJECTS =
            List.of("invoice", "subscription", "lead", "refund", "refundRequest", "smartInstallment", "user");

    private HublaNormalizer() {}

    static PaymentEvent normalize(HublaDelivery delivery, JsonPayload body, EventSource source) {
        String type = body.requiredText("type");
        @Nullable String version = body.text("version");
        if (version != null && !version.startsWith(VERSION)) {
            throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, type + " of version " + version);
        }
        JsonPayload data = body.at("event");
        PaymentEvent event =
                isTest(delivery, data) ? other(data, source, type, type + " (test)") : normalize(type, data, source);
        event.setGatewayEventId(delivery.id());
        return event;
    }

    private static PaymentEvent normalize(String type, JsonPayload data, EventSource source) {
        return switch (type) {
            case "invoice.created",
                    "invoice.status_updated",
                    "invoice.payment_succeeded",
                    "invoice.payment_failed",
                    "invoice.expired",
                    "invoice.refunded" ->
                // Made up beside the sale in compatibility mode: the parent's total holds everything.
                data.at("invoice").text("parentInvoiceId") != null
                        ? other(data, source, type, type + " (part of another)")
                        : HublaInvoice.normalize(type, data, source);
            case "subscription.activated", "subscription.deactivated", "subscription.expired" ->
                HublaSubscription.normalize(type, data, source);
            case "lead.abandoned_checkout" -> abandonedCart(type, data, source);
            case "refund_request.created" ->
                data.at("invoice").text("id") == null
                        ? other(data, source, type, type)
                        : HublaInvoice.refundRequest(type, data, source);
            // Accepted is not returned: the invoice says when it was.
            case "refund_request.accepted", "refund_request.canceled", "refund_request.rejected" ->
                other(data, source, type, type);
            // A checkout that was begun; a switch that was turned. Nothing starts, nothing ends.
            case "subscription.created", "subscription.renewal_enabled", "subscription.renewal_disabled" ->
                other(data, source, type, type);
            // Each instalment that is charged has an invoice of its own.
            case "smart_installment.created",
                    "smart_installment.aborted",
                    "smart_installment.on_schedule",
                    "smart_installment.off_schedule",
                    "smart_installment.canceled",
                    "smart_installment.completed" -> other(data, source, type, type);
            case "customer.member_added", "customer.member_removed" -> other(data, source, type, type);
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, type);
        };
    }

    private static boolean isTest(HublaDelivery delivery, JsonPayload data) {
        @Nullable String invoice = data.at("invoice").text("id");
        return delivery.sandbox() || (invoice != null && invoice.endsWith(TESTERS_INVOICE));
    }

    private static PaymentEvent abandonedCart(String type, JsonPayload data, EventSource source) {
        JsonPayload lead = data.at("lead");
        @Nullable Instant createdAt = Times.iso(lead, "createdAt", ZoneOffset.UTC);
        PaymentEvent event = source.once(CART_ABANDONED, type, lead.requiredText("id"), createdAt);
        event.setCustomer(HublaCustomer.ofLead(lead));
        event.setItems(HublaInvoice.items(data));
        HublaSession.read(lead.at("session"), event);
        return event;
    }

    private static PaymentEvent other(JsonPayload data, EventSource source, String type, String words) {
        for (String name : SUBJECTS) {
            JsonPayload subject = data.at(name);
            @Nullable String id = subject.text("id");
            if (id != null) {
                String occurrence = type + "/" + Objects.requireNonNullElse(subject.text("modifiedAt"), "");
                return source.each(OTHER, words, id, occurrence, Times.iso(subject, "modifiedAt", ZoneOffset.UTC));
            }
        }
        throw new NotUnderstoodException(Reason.MISSING_FIELD, "event.invoice.id");
    }
}
