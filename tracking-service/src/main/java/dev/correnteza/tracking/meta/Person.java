package dev.correnteza.tracking.meta;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a customer, as typed. Personal data; prints as nothing.
 *
 * @param givenName everything before the first blank of a full name
 * @param familyName the rest of it; {@code null} for a single word and for companies
 * @param birthDate as typed; day before month where both readings are possible
 * @param countryCode ISO 3166-1 alpha-2; decides how phone and postal code are read
 * @param externalId our opaque customer id, never a document
 * @param clientAddress of the customer's browser, never of a gateway
 * @param userAgent of the customer's browser, never of a gateway
 */
public record Person(
        @Nullable String email,
        @Nullable String phone,
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String birthDate,
        @Nullable String gender,
        @Nullable String city,
        @Nullable String state,
        @Nullable String postalCode,
        @Nullable String countryCode,
        @Nullable String externalId,
        @Nullable String clientAddress,
        @Nullable String userAgent,
        @Nullable String fbc,
        @Nullable String fbp) {

    @Override
    public String toString() {
        return "Person[***]";
    }
}
