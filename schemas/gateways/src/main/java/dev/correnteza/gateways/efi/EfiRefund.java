package dev.correnteza.gateways.efi;

import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_DISPUTED;
import static dev.correnteza.events.type.EventType.PAYMENT_PARTIALLY_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUND_REQUESTED;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.value.Money;
import dev.correnteza.gateways.EventSource;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.Amounts;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import dev.correnteza.gateways.payload.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One return of a received Pix, whole or in part. */
final class EfiRefund {
    private static final String BY_SELLER = "ORIGINAL";
    private static final String CASH = "RETIRADA";

    private EfiRefund() {}

    static boolean isCashHandedOut(JsonPayload refund) {
        return CASH.equals(refund.text("natureza"));
    }

    static PaymentEvent read(JsonPayload pix, JsonPayload refund, EventSource source) {
        String status = refund.requiredText("status");
        String nature = Objects.requireNonNullElse(refund.text("natureza"), BY_SELLER);
        String words = nature.equals(BY_SELLER) ? status : status + "/" + nature;
        Money returned = Amounts.requiredMajor(refund, "valor", EfiPix.CURRENCY);
        boolean whole = returned.minor() >= EfiPix.amount(pix).minor();
        String type = switch (nature) {
            case BY_SELLER -> typeBySeller(status, whole);
            case "MED_OPERACIONAL", "MED_FRAUDE", "MED_PIX_AUTOMATICO" -> typeByDispute(status);
            case CASH -> OTHER;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, words);
        };
        // What is of no consequence has one type for several states.
        String id = refund.requiredText("id") + (type.equals(OTHER) ? "/" + status : "");
        PaymentEvent event = source.each(type, words, EfiPix.endToEndId(pix), id, time(refund.at("horario")));
        EfiPix.read(pix, event);
        if (!type.equals(OTHER)) {
            event.setRefundedAmountMinor(status.equals("DEVOLVIDO") ? returned.minor() : null);
        }
        return event;
    }

    // Each by itself, not by what the list adds up to so far: the type is part of its id, and the list grows.
    private static String typeBySeller(String status, boolean whole) {
        return switch (status) {
            case "DEVOLVIDO" -> whole ? PAYMENT_REFUNDED : PAYMENT_PARTIALLY_REFUNDED;
            case "EM_PROCESSAMENTO" -> PAYMENT_REFUND_REQUESTED;
            // The money stayed.
            case "NAO_REALIZADO" -> OTHER;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, status);
        };
    }

    private static String typeByDispute(String status) {
        return switch (status) {
            case "DEVOLVIDO" -> PAYMENT_CHARGED_BACK;
            case "EM_PROCESSAMENTO" -> PAYMENT_DISPUTED;
            case "NAO_REALIZADO" -> OTHER;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, status);
        };
    }

    private static @Nullable Instant time(JsonPayload times) {
        @Nullable Instant settled = Times.iso(times, "liquidacao", ZoneOffset.UTC);
        return settled == null ? Times.iso(times, "solicitacao", ZoneOffset.UTC) : settled;
    }
}
