package dev.correnteza.events.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Conversion;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions.TimestampMicrosConversion;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of one schema, which is looked at once and not for every value: Avro's own writer finds conversions and branches
 * of unions anew each time, and took a fifth of what a webhook costs. Bytes are the same; a test compares them.
 */
@FunctionalInterface
interface ValueWriter {
    void write(@Nullable Object value, Encoder out) throws IOException;

    /** @throws IllegalArgumentException for what our schemas do not have */
    static ValueWriter of(Schema schema) {
        if (schema.getLogicalType() != null) {
            return logical(schema, schema.getLogicalType());
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case UNION -> nullable(schema);
            case ARRAY -> array(of(schema.getElementType()));
            case MAP -> map(of(schema.getValueType()));
            case STRING -> (value, out) -> out.writeString((CharSequence) required(value));
            case BYTES -> (value, out) -> out.writeBytes((ByteBuffer) required(value));
            case ENUM -> enumeration(schema);
            case BOOLEAN -> (value, out) -> out.writeBoolean((Boolean) required(value));
            case INT -> (value, out) -> out.writeInt((Integer) required(value));
            case LONG -> (value, out) -> out.writeLong((Long) required(value));
            case DOUBLE -> (value, out) -> out.writeDouble((Double) required(value));
            case FLOAT, FIXED, NULL -> throw unexpected(schema);
        };
    }

    private static ValueWriter record(Schema schema) {
        List<Schema.Field> fields = schema.getFields();
        ValueWriter[] writers = fields.stream().map(field -> of(field.schema())).toArray(ValueWriter[]::new);
        return (value, out) -> {
            IndexedRecord record = (IndexedRecord) required(value);
            for (int i = 0; i < writers.length; i++) {
                try {
                    writers[i].write(record.get(i), out);
                } catch (NullPointerException | ClassCastException e) {
                    throw new IllegalArgumentException(
                            "field " + fields.get(i).name() + ": not what its schema says", e);
                }
            }
        };
    }

    private static ValueWriter nullable(Schema schema) {
        List<Schema> branches = schema.getTypes();
        Integer nullBranch = schema.getIndexNamed(Schema.Type.NULL.getName());
        if (branches.size() != 2 || nullBranch == null) {
            throw unexpected(schema);
        }
        int valueBranch = 1 - nullBranch;
        ValueWriter writer = of(branches.get(valueBranch));
        return (value, out) -> {
            out.writeIndex(value == null ? nullBranch : valueBranch);
            if (value != null) {
                writer.write(value, out);
            }
        };
    }

    private static ValueWriter enumeration(Schema schema) {
        Map<Object, Integer> positions = new ConcurrentHashMap<>(); // of constants, whose hash needs no text
        return (value, out) -> out.writeEnum(positions.computeIfAbsent(
                required(value), constant -> schema.getEnumOrdinal(((Enum<?>) constant).name())));
    }

    private static ValueWriter array(ValueWriter element) {
        return (value, out) -> {
            Collection<?> elements = (Collection<?>) required(value);
            out.writeArrayStart();
            out.setItemCount(elements.size());
            for (Object each : elements) {
                out.startItem();
                element.write(each, out);
            }
            out.writeArrayEnd();
        };
    }

    private static ValueWriter map(ValueWriter entry) {
        return (value, out) -> {
            Map<?, ?> entries = (Map<?, ?>) required(value);
            out.writeMapStart();
            out.setItemCount(entries.size());
            for (Map.Entry<?, ?> each : entries.entrySet()) {
                out.startItem();
                out.writeString((CharSequence) each.getKey());
                entry.write(each.getValue(), out);
            }
            out.writeMapEnd();
        };
    }

    private static ValueWriter logical(Schema schema, LogicalType type) {
        Conversion<Instant> micros = new TimestampMicrosConversion();
        if (!type.getName().equals(micros.getLogicalTypeName())) {
            throw unexpected(schema);
        }
        return (value, out) -> out.writeLong(micros.toLong((Instant) required(value), schema, type));
    }

    private static Object required(@Nullable Object value) {
        if (value == null) {
            throw new NullPointerException("no value");
        }
        return value;
    }

    private static IllegalArgumentException unexpected(Schema schema) {
        return new IllegalArgumentException("schema: " + schema + " (expected: one of those that our records use)");
    }
}
