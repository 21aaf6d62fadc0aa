package dev.correnteza.processor.customer;

import dev.correnteza.events.Customer;
import dev.correnteza.processor.customer.Sighting.Telling;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a customer: of each part the newest value, of two values of one instant the greater, so that the order in which
 * they are told cannot matter.
 */
record Portrait(
        String tenantId,
        @Nullable Told name,
        @Nullable Told email,
        @Nullable Told document,
        @Nullable Told documentType,
        @Nullable Told phone,
        @Nullable Told country,
        Instant firstSeenAt,
        Instant lastSeenAt) {

    static Portrait of(String tenantId, Telling telling) {
        Customer customer = telling.customer();
        Instant at = telling.at();
        return new Portrait(
                tenantId,
                told(customer.getName(), at),
                told(customer.getEmail(), at),
                told(customer.getDocument(), at),
                customer.getDocument() == null
                        ? null
                        : told(customer.getDocumentType().name(), at),
                told(customer.getPhone(), at),
                customer.getAddress() == null
                        ? null
                        : told(customer.getAddress().getCountry(), at),
                at,
                at);
    }

    Portrait with(Portrait other) {
        return new Portrait(
                tenantId,
                newer(name, other.name),
                newer(email, other.email),
                newer(document, other.document),
                newer(documentType, other.documentType),
                newer(phone, other.phone),
                newer(country, other.country),
                firstSeenAt.isBefore(other.firstSeenAt) ? firstSeenAt : other.firstSeenAt,
                lastSeenAt.isAfter(other.lastSeenAt) ? lastSeenAt : other.lastSeenAt);
    }

    static @Nullable Told told(@Nullable String value, @Nullable Instant at) {
        return value == null || at == null ? null : new Told(value, at);
    }

    private static @Nullable Told newer(@Nullable Told one, @Nullable Told other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Told.ORDER.compare(one, other) >= 0 ? one : other;
    }

    @Override
    public String toString() {
        return "Portrait[***]";
    }

    /** A value and when it was told, gateway's clock. */
    record Told(String value, Instant at) {
        static final Comparator<Told> ORDER = Comparator.comparing(Told::at).thenComparing(Told::value);

        @Override
        public String toString() {
            return "Told[***]";
        }
    }
}
