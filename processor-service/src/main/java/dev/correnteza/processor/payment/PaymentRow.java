package dev.correnteza.processor.payment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment to be written.
 *
 * @param customerId who pays; {@code null} while nothing is known of them
 */
public record PaymentRow(
        String paymentId, PaymentState state, @Nullable UUID customerId) {}
