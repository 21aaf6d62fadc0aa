package dev.correnteza.processor.ledger;

import java.util.Comparator;

/** A payment, unique in its tenant. */
public record PaymentRef(String tenantId, String paymentId) implements Comparable<PaymentRef> {
    private static final Comparator<PaymentRef> ORDER =
            Comparator.comparing(PaymentRef::tenantId).thenComparing(PaymentRef::paymentId);

    /** The order in which transactions make and lock payments. */
    @Override
    public int compareTo(PaymentRef other) {
        return ORDER.compare(this, other);
    }
}
