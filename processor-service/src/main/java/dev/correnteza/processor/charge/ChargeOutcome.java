package dev.correnteza.processor.charge;

import dev.correnteza.events.PaymentEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known after a gateway was asked to charge. */
public sealed interface ChargeOutcome {
    /**
     * Charged: it waits for the customer.
     *
     * @param chargeId what the gateway's API finds it by
     * @param pixCode text to copy and paste
     * @param expiresAt until when it may be paid; {@code null} where the gateway does not say
     * @param events what the answer means, as the gateway's package reads it
     */
    record Pending(
            String chargeId, String pixCode, @Nullable Instant expiresAt, List<PaymentEvent> events)
            implements ChargeOutcome {
        @Override
        public String toString() {
            return "Pending[" + chargeId + "]";
        }
    }

    /**
     * Certainly not charged.
     *
     * @param detail the gateway's own words for it, without personal data; {@code null} where it has none
     */
    record Refused(Reason reason, @Nullable String detail) implements ChargeOutcome {}

    /**
     * Perhaps charged: it must not be tried again.
     *
     * @param code why that is not known
     */
    record Unknown(String code) implements ChargeOutcome {}

    /** Why a gateway did not charge. */
    enum Reason {
        /** It calls the request wrong. */
        REQUEST_REFUSED,
        /** It does not take the account's credentials. */
        CREDENTIALS_REFUSED,
        /** Too many requests. */
        THROTTLED,
        /** The request never got there. */
        GATEWAY_UNREACHABLE
    }
}
