package dev.correnteza.processor.payment;

import dev.correnteza.events.Attribution;
import dev.correnteza.events.Customer;
import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.PaymentStatus;
import dev.correnteza.events.Subscription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment as its facts make it. Equal facts make equal states, in whatever order and number they came.
 *
 * @param status where the payment stands
 * @param first the earliest event
 * @param amountMinor charged to the customer, in minor units of the currency; {@code null} while unknown
 * @param refundedMinor returned so far, in minor units; {@code null} where a part of it is not known
 * @param paidAt when it was paid; {@code null} while it was not
 * @param steps the moves, in order
 * @param illegalMoves what facts told and did not move, in order
 * @param facts number of events
 */
public record PaymentState(
        PaymentStatus status,
        PaymentEvent first,
        Instant lastOccurredAt,
        @Nullable Long amountMinor,
        @Nullable Long netAmountMinor,
        @Nullable Long feeAmountMinor,
        @Nullable Long refundedMinor,
        @Nullable String currency,
        PaymentMethod method,
        @Nullable Integer installments,
        @Nullable String webhookToken,
        @Nullable String gatewayTransactionId,
        @Nullable String externalReference,
        @Nullable String endToEndId,
        @Nullable String trackingToken,
        @Nullable Customer customer,
        List<Item> items,
        @Nullable Subscription subscription,
        @Nullable Attribution attribution,
        @Nullable Instant paidAt,
        List<Step> steps,
        List<IllegalMove> illegalMoves,
        int facts) {

    @Override
    public String toString() {
        return "PaymentState[" + status + ", facts=" + facts + "]";
    }
}
