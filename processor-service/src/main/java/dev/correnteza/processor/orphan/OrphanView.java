package dev.correnteza.processor.orphan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment that misses its other half.
 *
 * @param reason WEBHOOK_TOKEN_UNKNOWN or PAYMENT_ID_UNKNOWN for a payment that was born from an event that named another one of ours;
 *     NO_WEBHOOK for one that was created here and of which no gateway spoke
 * @param since first event, by the gateway's clock
 */
record OrphanView(
        String paymentId,
        String reason,
        String accountId,
        String gateway,
        String status,
        @Nullable String gatewayTransactionId,
        @Nullable Long amountMinor,
        @Nullable String currency,
        Instant since,
        long ageSeconds) {}
