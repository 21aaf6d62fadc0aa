package dev.correnteza.gateways.pagbank;

import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.Normalization.NotUnderstood;
import dev.correnteza.gateways.Normalization.PartlyUnderstood;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.Normalization.Understood;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a notification of PagBank means: one event for each charge of an order, one for an order without any. */
final class PagBankNormalizer {
    private static final String OLD_FORM = "notificationType";
    private static final String CHARGEBACK = "CBKS";
    private static final String ORDER = "ORDE";

    private PagBankNormalizer() {}

    static Normalization normalize(JsonPayload body, EventSource source) {
        @Nullable String old = body.text(OLD_FORM);
        if (old != null) {
            throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, OLD_FORM + " " + old);
        }
        String id = body.requiredText("id");
        String kind = id.substring(0, Math.max(0, id.indexOf('_')));
        return switch (kind) {
            case CHARGEBACK -> source.notification("chargeback", id);
            case ORDER -> order(body, source);
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, "id " + kind);
        };
    }

    private static Normalization order(JsonPayload order, EventSource source) {
        List<JsonPayload> charges = order.each("charges");
        if (charges.isEmpty()) {
            return new Understood(List.of(unpaid(order, source)));
        }
        List<PaymentEvent> events = new ArrayList<>();
        @Nullable NotUnderstood rest = null;
        for (JsonPayload charge : charges) {
            try {
                events.add(PagBankCharge.read(order, charge, source));
            } catch (NotUnderstoodException e) {
                rest = rest == null ? e.asResult() : rest;
            }
        }
        if (rest == null) {
            return new Understood(events);
        }
        return events.isEmpty() ? rest : new PartlyUnderstood(events, rest);
    }

    private static PaymentEvent unpaid(JsonPayload order, EventSource source) {
        PaymentEvent event = source.once(
                PAYMENT_PENDING, "order", order.requiredText("id"), Times.iso(order, "created_at", Times.SAO_PAULO));
        PagBankOrder.read(order, event);
        PagBankOrder.readCode(order, event);
        return event;
    }
}
