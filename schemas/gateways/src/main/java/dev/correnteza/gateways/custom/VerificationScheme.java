package dev.correnteza.gateways.custom;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a platform proves that a webhook is its own. */
sealed interface VerificationScheme {

    /** Nothing but the address: the platform proves nothing. */
    record Url() implements VerificationScheme {}

    /** The secret itself comes along. */
    record Token(Place place, String prefix) implements VerificationScheme {}

    /** The headers and the signature of the Standard Webhooks specification. */
    record StandardWebhooks() implements VerificationScheme {}

    /**
     * A keyed digest.
     *
     * @param algorithm name of the JDK
     * @param place a header or a query parameter
     * @param prefix before the digest; empty for none
     * @param signed parts, put together in this order; the body is exactly one of them
     * @param timestamp signed with the rest; {@code null} where none is
     */
    record Hmac(
            String algorithm,
            Encoding encoding,
            Place place,
            String prefix,
            List<Part> signed,
            @Nullable Timestamp timestamp)
            implements VerificationScheme {}

    /** How a digest is written. */
    enum Encoding {
        HEX,
        BASE64
    }

    /** Where something stands in a request. */
    sealed interface Place {}

    /** @param name in lower case */
    record Header(String name) implements Place, Part {}

    record Query(String name) implements Place, Part {}

    /** @param path names of the JSON body's objects, and at last of a text */
    record Field(List<String> path) implements Place {}

    /** A piece of what is signed. */
    sealed interface Part {}

    record Body() implements Part {}

    record Text(String text) implements Part {}

    /** @param header in lower case */
    record Timestamp(String header, boolean inMillis, Duration tolerance) {}
}
