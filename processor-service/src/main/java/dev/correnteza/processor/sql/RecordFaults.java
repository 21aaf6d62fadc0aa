package dev.correnteza.processor.sql;

import io.r2dbc.spi.R2dbcException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells faults of a record from faults of the infrastructure: only the first are answered by setting the record aside. */
public final class RecordFaults {
    /** SQLSTATE classes: data exception, integrity constraint violation, and a name that is too long for an index among limits. */
    private static final List<String> OF_A_RECORD = List.of("22", "23", "54");

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String DEADLOCK = "40P01";
    private static final String SERIALIZATION = "40001";

    private RecordFaults() {}

    /** Whether applying the same record again would fail again, whatever the state of the infrastructure. */
    public static boolean isFaultOfARecord(Throwable failure) {
        String state = sqlState(failure);
        return state == null
                ? failure instanceof IllegalArgumentException
                : OF_A_RECORD.stream().anyMatch(state::startsWith);
    }

    /** A code that says what kind of fault it was and nothing of the content. */
    public static String codeOf(Throwable failure) {
        String state = sqlState(failure);
        return state == null ? rootOf(failure).getClass().getSimpleName() : "SQLSTATE_" + state;
    }

    /** Whether another transaction was in the way: the same again, at once, finds its way clear. */
    public static boolean isLostRace(Throwable failure) {
        String state = sqlState(failure);
        return state != null && (state.equals(DEADLOCK) || state.equals(SERIALIZATION));
    }

    /** Whether a row was there already that an {@link Concurrency#OPTIMISTIC} statement took for new. */
    public static boolean isTaken(Throwable failure) {
        return UNIQUE_VIOLATION.equals(sqlState(failure));
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    static @Nullable String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException exception) {
                return exception.getSqlState();
            }
        }
        return null;
    }
}
