package dev.correnteza.processor.payment;

import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentStatus;
import org.jspecify.annotations.Nullable;

/**
 * A move that a payment made.
 *
 * @param cause event that moved it
 * @param from status before; UNKNOWN for the first step
 * @param to status after
 * @param refundedMinor returned in all up to and with this step, in minor units; {@code null} where a part of it was not told
 */
public record Step(
        PaymentEvent cause,
        PaymentStatus from,
        PaymentStatus to,
        @Nullable Long refundedMinor) {}
