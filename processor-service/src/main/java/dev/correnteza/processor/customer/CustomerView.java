package dev.correnteza.processor.customer;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer as the API shows it, each value the newest that was told.
 *
 * @param payments how many
 * @param names what the customer is known by: whoever tells one of them is this customer
 */
record CustomerView(
        UUID customerId,
        @Nullable String name,
        @Nullable String email,
        @Nullable String document,
        @Nullable String documentType,
        @Nullable String phone,
        @Nullable String country,
        Instant firstSeenAt,
        Instant lastSeenAt,
        long payments,
        List<NameView> names) {

    @Override
    public String toString() {
        return "CustomerView[" + customerId + "]";
    }

    /**
     * A name that was told of the customer, and by whom: two payments that told one are why they are one person's.
     *
     * @param paymentIds of the newest 200 payments of the customer, those that told it
     * @param otherEvents how many events without a payment told it
     * @param splitBy the decision by which it links nobody; {@code null} where it links
     */
    record NameView(
            String kind,
            String value,
            List<String> paymentIds,
            long otherEvents,
            @Nullable UUID splitBy) {
        @Override
        public String toString() {
            return "NameView[" + kind + "]";
        }
    }
}
