package dev.correnteza.processor.charge;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment that was created. Times are ISO 8601 in UTC.
 *
 * @param status {@code PENDING}, or {@code UNKNOWN} where nobody can say yet whether the gateway charged
 * @param webhookToken that travels to the gateway and back
 * @param gatewayTransactionId what the gateway's API finds the charge by; {@code null} while that is not known
 * @param pixCode text to copy and paste; {@code null} while the gateway has told none
 * @param expiresAt until when it may be paid; {@code null} where the gateway does not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CreatedPayment(
        String paymentId,
        String status,
        String accountId,
        String gateway,
        String webhookToken,
        @Nullable String gatewayTransactionId,
        long amountMinor,
        String currency,
        String method,
        @Nullable String pixCode,
        @Nullable Instant expiresAt,
        Instant createdAt) {
    static CreatedPayment of(Charge charge) {
        return new CreatedPayment(
                charge.paymentId(),
                charge.outcome().name(),
                charge.accountId(),
                charge.gateway(),
                charge.webhookToken().toString(),
                charge.gatewayChargeId(),
                charge.amountMinor(),
                charge.currency(),
                "PIX",
                charge.pixCode(),
                charge.expiresAt(),
                charge.createdAt());
    }
}
