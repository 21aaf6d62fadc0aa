package dev.correnteza.processor.account;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A secret to take the place of the current one.
 *
 * @param kind {@code URL}, {@code SIGNING} or {@code API}
 * @param value for {@code SIGNING}, what the gateway was told or tells; generated where none is given. For {@code API}, what the
 *     gateway gave to prove ourselves with at its API
 * @param overlap ISO 8601 duration for which the secrets until now are still accepted; a day where none is given
 */
record NewSecret(
        @Nullable String kind,
        @Nullable String value,
        @Nullable String overlap) {
    /** What is written down of it. */
    Map<String, String> details() {
        return Map.of("kind", String.valueOf(kind), "overlap", overlap == null ? "standard" : overlap);
    }

    @Override
    public String toString() {
        return "NewSecret[" + kind + "]";
    }
}
