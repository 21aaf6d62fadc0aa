package dev.correnteza.processor.charge;

import dev.correnteza.processor.charge.ChargeOutcome.Pending;
import dev.correnteza.processor.charge.ChargeOutcome.Refused;
import dev.correnteza.processor.charge.ChargeOutcome.Unknown;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment that was created here and what its gateway answered.
 *
 * @param requestHash tells the same request from another one
 * @param gatewayChargeId what the gateway's API finds it by; {@code null} while that is not known
 * @param reason why it was not charged, or why that is not known; {@code null} otherwise
 * @param createdBy id of the API key that asked for it
 * @param answeredAt when the gateway answered or was given up; {@code null} before, and for ever where the process died
 */
record Charge(
        String paymentId,
        String tenantId,
        String accountId,
        String gateway,
        UUID webhookToken,
        @Nullable String idempotencyKey,
        String requestHash,
        Outcome outcome,
        long amountMinor,
        String currency,
        @Nullable String gatewayChargeId,
        @Nullable String pixCode,
        @Nullable Instant expiresAt,
        @Nullable String reason,
        String createdBy,
        Instant createdAt,
        @Nullable Instant answeredAt) {

    Charge answered(ChargeOutcome answer, Instant at) {
        return switch (answer) {
            case Pending(var chargeId, var code, var expiry, var events) ->
                with(Outcome.PENDING, chargeId, code, expiry, null, at);
            case Refused(var why, var detail) ->
                with(
                        Outcome.REFUSED,
                        gatewayChargeId,
                        null,
                        null,
                        detail == null ? why.name() : why.name() + ": " + detail,
                        at);
            case Unknown(var code) -> with(Outcome.UNKNOWN, gatewayChargeId, null, null, code, at);
        };
    }

    private Charge with(
            Outcome newOutcome,
            @Nullable String chargeId,
            @Nullable String code,
            @Nullable Instant expiry,
            @Nullable String why,
            Instant at) {
        return new Charge(
                paymentId,
                tenantId,
                accountId,
                gateway,
                webhookToken,
                idempotencyKey,
                requestHash,
                newOutcome,
                amountMinor,
                currency,
                chargeId,
                code,
                expiry,
                why,
                createdBy,
                createdAt,
                at);
    }

    @Override
    public String toString() {
        return "Charge[" + paymentId + " " + outcome + "]";
    }

    /** What the gateway answered. */
    enum Outcome {
        /** Nothing yet, or nothing that says whether it charged. */
        UNKNOWN,
        /** Charged; the customer may pay. */
        PENDING,
        /** Certainly not charged. */
        REFUSED
    }
}
