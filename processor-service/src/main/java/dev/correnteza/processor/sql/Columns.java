package dev.correnteza.processor.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One array per column of a list of rows, in the order of the rows; nulls stay null. */
public final class Columns {
    private static final int NULL = -1;
    private static final int DIMENSIONS = 1;
    private static final int FIRST_INDEX = 1;
    private static final int HEADER_BYTES = 5 * Integer.BYTES;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    /** What PostgreSQL counts from. */
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private Columns() {}

    public static <R> Column text(Collection<R> rows, Function<R, @Nullable String> column) {
        return array(Type.TEXT, rows, column, value -> value.getBytes(UTF_8));
    }

    public static <R> Column bigint(Collection<R> rows, Function<R, @Nullable Long> column) {
        return array(Type.BIGINT, rows, column, Columns::bytes);
    }

    public static <R> Column integer(Collection<R> rows, Function<R, @Nullable Integer> column) {
        return array(
                Type.INTEGER,
                rows,
                column,
                value -> ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    public static <R> Column uuid(Collection<R> rows, Function<R, @Nullable UUID> column) {
        return array(
                Type.UUID,
                rows,
                column,
                value -> ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(value.getMostSignificantBits())
                        .putLong(value.getLeastSignificantBits())
                        .array());
    }

    /** Instants for {@code timestamptz}. */
    public static <R> Column timestamp(Collection<R> rows, Function<R, @Nullable Instant> column) {
        return array(Type.TIMESTAMPTZ, rows, column, value -> bytes(micros(value)));
    }

    public static <R> Column bytea(Collection<R> rows, Function<R, byte[]> column) {
        return array(Type.BYTEA, rows, column, value -> value);
    }

    private static byte[] bytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    // A time that a long cannot hold is refused by the database as one out of its range, which is a fault of the
    // record.
    private static long micros(Instant time) {
        try {
            return Math.addExact(
                    Math.multiplyExact(
                            Math.subtractExact(time.getEpochSecond(), EPOCH.getEpochSecond()), MICROS_PER_SECOND),
                    time.getNano() / NANOS_PER_MICRO);
        } catch (ArithmeticException tooFar) {
            return time.isBefore(EPOCH) ? Long.MIN_VALUE + 1 : Long.MAX_VALUE - 1;
        }
    }

    private static <R, T> Column array(
            Type type, Collection<R> rows, Function<R, @Nullable T> column, Function<T, byte[]> encoding) {
        List<byte @Nullable []> values = new ArrayList<>(rows.size());
        int length = HEADER_BYTES;
        boolean hasNull = false;
        for (R row : rows) {
            T value = column.apply(row);
            byte[] encoded = value == null ? null : encoding.apply(value);
            values.add(encoded);
            hasNull |= encoded == null;
            length += Integer.BYTES + (encoded == null ? 0 : encoded.length);
        }
        ByteBuffer out = ByteBuffer.allocate(length)
                .putInt(DIMENSIONS)
                .putInt(hasNull ? 1 : 0)
                .putInt(type.element)
                .putInt(values.size())
                .putInt(FIRST_INDEX);
        for (byte[] value : values) {
            if (value == null) {
                out.putInt(NULL);
            } else {
                out.putInt(value.length).put(value);
            }
        }
        return new Column(type.array, out.array());
    }

    /** Object ids, the same in each PostgreSQL. */
    private enum Type {
        BYTEA(17, 1001),
        BIGINT(20, 1016),
        INTEGER(23, 1007),
        TEXT(25, 1009),
        TIMESTAMPTZ(1184, 1185),
        UUID(2950, 2951);

        private final int element;
        private final int array;

        Type(int element, int array) {
            this.element = element;
            this.array = array;
        }
    }
}
