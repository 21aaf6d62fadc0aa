package dev.correnteza.gateways.custom;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A compiled expression. What it cannot be evaluated on is not understood, and named by its field only: nothing of the payload is
 * repeated.
 *
 * @param field what it is for, as messages name it
 */
record Expression(String field, Program program) {

    /**
     * Its value as text without surrounding blanks; {@code null} where it is an optional without value, null, or blank.
     *
     * @throws NotUnderstoodException MISSING_FIELD where it fails or is a list, an object or a fraction
     */
    @Nullable
    String text(Map<String, ?> variables) {
        return switch (value(variables)) {
            case null -> null;
            case String text -> text.isBlank() ? null : text.strip();
            case Long number -> number.toString();
            case Boolean flag -> flag.toString();
            default -> throw notUnderstood();
        };
    }

    /** As {@link #text}; empty as well where it cannot be evaluated. */
    Optional<String> lenientText(Map<String, ?> variables) {
        try {
            return Optional.ofNullable(text(variables));
        } catch (NotUnderstoodException e) {
            return Optional.empty();
        }
    }

    /** Its value as list; none where it is an optional without value or null. */
    List<Object> list(Map<String, ?> variables) {
        return switch (value(variables)) {
            case null -> List.of();
            case Collection<?> elements -> List.copyOf(elements);
            default -> throw notUnderstood();
        };
    }

    private @Nullable Object value(Map<String, ?> variables) {
        Object value;
        try {
            value = program.eval(variables);
        } catch (CelEvaluationException e) {
            throw notUnderstood();
        }
        Object held = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        return PayloadValues.isNull(held) ? null : held;
    }

    private NotUnderstoodException notUnderstood() {
        return new NotUnderstoodException(Reason.MISSING_FIELD, field);
    }
}
