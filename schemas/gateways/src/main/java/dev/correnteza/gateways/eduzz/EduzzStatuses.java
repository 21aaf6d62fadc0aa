package dev.correnteza.gateways.eduzz;

import static dev.correnteza.events.type.EventType.OTHER;
import static dev.correnteza.events.type.EventType.PAYMENT_CANCELED;
import static dev.correnteza.events.type.EventType.PAYMENT_CHARGED_BACK;
import static dev.correnteza.events.type.EventType.PAYMENT_CREATED;
import static dev.correnteza.events.type.EventType.PAYMENT_EXPIRED;
import static dev.correnteza.events.type.EventType.PAYMENT_PAID;
import static dev.correnteza.events.type.EventType.PAYMENT_PARTIALLY_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_PENDING;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUNDED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUND_REQUESTED;
import static dev.correnteza.events.type.EventType.PAYMENT_REFUSED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_CANCELED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_EXPIRED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAST_DUE;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_PAUSED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RENEWED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_RESUMED;
import static dev.correnteza.events.type.EventType.SUBSCRIPTION_STARTED;

import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Words of both generations: those of the second are codes. */
final class EduzzStatuses {
    private static final String REACTIVATED = "reactivation";

    private EduzzStatuses() {}

    /** Type of an invoice's event. Event and status both have to be known, and to belong together. */
    static String ofInvoice(String event, String status) {
        return switch (event + "/" + plain(status)) {
            case "invoice_opened/open" -> PAYMENT_CREATED;
            case "invoice_waiting_payment/waitingpayment",
                    "invoice_scheduled/scheduled",
                    "invoice_overdue/overdue",
                    "invoice_recovering/recovering",
                    "invoice_negotiated/negotiated",
                    // The documents' own sample.
                    "invoice_negotiatied/negotiated" -> PAYMENT_PENDING;
            case "invoice_paid/paid" -> PAYMENT_PAID;
            case "invoice_refused/refused" -> PAYMENT_REFUSED;
            // The second spelling is a handler's.
            case "invoice_canceled/canceled", "invoice_cancelled/canceled", "invoice_cancelled/cancelled" ->
                PAYMENT_CANCELED;
            case "invoice_expired/expired" -> PAYMENT_EXPIRED;
            case "invoice_waiting_refund/waitingrefund" -> PAYMENT_REFUND_REQUESTED;
            case "invoice_refunded/refunded" -> PAYMENT_REFUNDED;
            case "invoice_refunded/partialrefund" -> PAYMENT_PARTIALLY_REFUNDED;
            case "invoice_chargeback/chargeback" -> PAYMENT_CHARGED_BACK;
            // Of an invoice that another one stands for.
            case "invoice_duplicated/duplicated" -> OTHER;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, event + "/" + status);
        };
    }

    /**
     * Type of a contract's state.
     *
     * @param reason why it was updated; {@code null} where not told
     * @param charge number of the current one; {@code null} where not told
     */
    static String ofContract(String status, @Nullable String reason, @Nullable Integer charge) {
        return switch (plain(status)) {
            case "uptodate" -> {
                if (REACTIVATED.equals(reason)) {
                    yield SUBSCRIPTION_RESUMED;
                }
                yield charge == null || charge <= 1 ? SUBSCRIPTION_STARTED : SUBSCRIPTION_RENEWED;
            }
            case "late", "defaulter" -> SUBSCRIPTION_PAST_DUE;
            case "suspended" -> SUBSCRIPTION_PAUSED;
            case "canceled" -> SUBSCRIPTION_CANCELED;
            case "finished" -> SUBSCRIPTION_EXPIRED;
            // Nothing is paid, nothing ends.
            case "awaitingpayment", "trial", "free" -> OTHER;
            default -> throw new NotUnderstoodException(Reason.UNKNOWN_STATUS, "contract/" + status);
        };
    }

    /** The word of an invoice's code; a code that is not known stays as it is, and is no word. */
    static String ofInvoiceCode(String code) {
        return switch (code) {
            case "1" -> "open";
            case "3" -> "paid";
            case "4" -> "canceled";
            case "6" -> "waiting_refund";
            case "7" -> "refunded";
            case "9" -> "duplicated";
            case "10" -> "expired";
            case "11" -> "recovering";
            case "15" -> "waiting_payment";
            default -> code;
        };
    }

    /** The word of a contract's code; a code that is not known stays as it is, and is no word. */
    static String ofContractCode(String code) {
        return switch (code) {
            case "1" -> "upToDate";
            case "2" -> "awaitingPayment";
            case "3" -> "suspended";
            case "4" -> "canceled";
            case "7" -> "late";
            case "9" -> "finished";
            case "10" -> "trial";
            default -> code;
        };
    }

    private static String plain(String status) {
        return status.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
