package dev.correnteza.gateways.custom;

import dev.correnteza.events.PaymentMethod;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a platform's words mean, compiled.
 *
 * @param type evaluates to the platform's word for what happened
 * @param types from that word to a canonical type
 * @param fields expressions by the names of {@link MappingReader}; in its order, so that
 *     one payload is always refused for the same field; those that a definition leaves out are not there
 * @param occurredAt {@code null} where the platform tells no time
 * @param inMinor whether amounts are in minor units, rather than in major ones
 * @param methods from the platform's word to a method
 * @param items {@code null} where the platform tells none
 */
record CustomMapping(
        Expression type,
        Map<String, String> types,
        Map<String, Expression> fields,
        @Nullable TimeFormat occurredAt,
        boolean inMinor,
        Map<String, PaymentMethod> methods,
        @Nullable Items items) {

    /**
     * @param each evaluates to a list
     * @param fields of each of its elements
     */
    record Items(Expression each, Map<String, Expression> fields) {}
}
