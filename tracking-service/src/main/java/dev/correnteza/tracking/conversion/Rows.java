package dev.correnteza.tracking.conversion;

import io.r2dbc.spi.Readable;
import java.util.Objects;

/** Columns that are never null. */
final class Rows {
    private Rows() {}

    static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
