package dev.correnteza.processor.sql;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One array per column of a list of rows, in the order of the rows; nulls stay null. */
public final class Columns {
    private Columns() {}

    public static <R> String[] text(Collection<R> rows, Function<R, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    public static <R> Long[] bigint(Collection<R> rows, Function<R, @Nullable Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }

    public static <R> Integer[] integer(Collection<R> rows, Function<R, @Nullable Integer> column) {
        return rows.stream().map(column).toArray(Integer[]::new);
    }

    public static <R> UUID[] uuid(Collection<R> rows, Function<R, @Nullable UUID> column) {
        return rows.stream().map(column).toArray(UUID[]::new);
    }

    /** Instants for {@code timestamptz}, in UTC. */
    public static <R> OffsetDateTime[] timestamp(Collection<R> rows, Function<R, @Nullable Instant> column) {
        return rows.stream()
                .map(column)
                .map(instant -> instant == null ? null : instant.atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }

    /** Bytes in hexadecimal, for {@code decode(..., 'hex')}: arrays of {@code bytea} come out wrong (r2dbc-postgresql 1.1.1). */
    public static <R> String[] hex(Collection<R> rows, Function<R, byte[]> column) {
        return rows.stream().map(column).map(HexFormat.of()::formatHex).toArray(String[]::new);
    }
}
