package dev.correnteza.backfill.job;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/** Columns that cannot be null, and parameters that can. */
public final class Columns {
    private Columns() {}

    /** A column that is declared NOT NULL. */
    public static <T> T required(Readable row, String name, Class<T> type) {
        @Nullable T value = row.get(name, type);
        if (value == null) {
            throw new IllegalStateException(name + ": null (expected: a value)");
        }
        return value;
    }

    /** A count. */
    public static long count(Readable row, String name) {
        return required(row, name, Long.class);
    }

    /** A parameter that may be null. */
    public static <T> Parameter nullable(@Nullable T value, Class<T> type) {
        return value == null ? Parameters.in(type) : Parameters.in(value);
    }
}
