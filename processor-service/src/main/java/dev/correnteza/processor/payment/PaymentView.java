package dev.correnteza.processor.payment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment as the API shows it. Amounts are in minor units of the currency, times ISO 8601 in UTC.
 *
 * @param illegalMoves what was told and did not move it, in the order in which it happened
 */
public record PaymentView(
        String paymentId,
        String accountId,
        String gateway,
        String status,
        @Nullable Long amountMinor,
        @Nullable Long netAmountMinor,
        @Nullable Long feeAmountMinor,
        @Nullable Long refundedAmountMinor,
        @Nullable String currency,
        String method,
        @Nullable Integer installments,
        @Nullable String webhookToken,
        @Nullable String gatewayTransactionId,
        @Nullable String externalReference,
        @Nullable String endToEndId,
        @Nullable String trackingToken,
        @Nullable UUID customerId,
        @Nullable String subscriptionId,
        @Nullable Integer cycleNumber,
        Instant firstOccurredAt,
        Instant lastOccurredAt,
        @Nullable Instant paidAt,
        List<IllegalMove> illegalMoves) {}
