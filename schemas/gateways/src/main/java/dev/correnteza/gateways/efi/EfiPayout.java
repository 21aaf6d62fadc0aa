package dev.correnteza.gateways.efi;

import static dev.correnteza.events.type.EventType.PAYOUT_FAILED;
import static dev.correnteza.events.type.EventType.PAYOUT_PAID;
import static dev.correnteza.events.type.EventType.PAYOUT_PENDING;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A Pix that the seller has sent. */
final class EfiPayout {
    private static final String KIND = "SOLICITACAO";

    private EfiPayout() {}

    /** Whether anything about it is of a sent one; a received Pix has neither kind, nor status, nor an id of sending. */
    static boolean isSent(JsonPayload item) {
        return item.has("tipo") || item.has("status") || item.at("gnExtras").has("idEnvio");
    }

    static PaymentEvent read(JsonPayload item, EventSource source) {
        String kind = item.requiredText("tipo");
        if (!kind.equals(KIND)) {
            throw new NotUnderstoodException(Reason.UNKNOWN_EVENT, kind);
        }
        String status = item.requiredText("status");
        @Nullable String sending = item.at("gnExtras").text("idEnvio");
        String id = sending == null ? EfiPix.endToEndId(item) : sending;
        PaymentEvent event =
                source.once(type(status), kind + "/" + status, id, Times.iso(item, "horario", ZoneOffset.UTC));
        event.setGatewayEventId(id);
        event.setMethod(PaymentMethod.PIX);
        EventSource.setAmount(event, EfiPix.amount(item));
        // Of no payment, whatever address it was sent to.
        event.setWebhookToken(null);
        event.setTrackingToken(null);
        return event;
    }

    private static String type(String status) {
        return switch (status) {
            case "EM_PROCESSAMENTO" -> PAYOUT_PENDING;
            case "REALIZADO" -> PAYOUT_PAID;
            case "NAO_REALIZADO" -> PAYOUT_FAILED;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, status);
        };
    }
}
