package dev.correnteza.processor.deadletter;

import dev.correnteza.events.PaymentEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events as JSON that people read and mend: every field but the raw request by its name, null where it is absent, times as ISO 8601 in
 * UTC, amounts in minor units.
 */
public final class EventJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String RAW = "raw";

    private EventJson() {}

    public static ObjectNode of(PaymentEvent event) {
        return object(event);
    }

    /**
     * Reads what {@link #of} wrote, or what somebody made of it.
     *
     * @throws IllegalArgumentException naming the field that an event cannot have so, never its value
     */
    public static PaymentEvent read(JsonNode json) {
        return (PaymentEvent) Reader.record(json, PaymentEvent.getClassSchema(), "event");
    }

    private static ObjectNode object(SpecificRecord record) {
        ObjectNode object = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            if (!field.name().equals(RAW)) {
                object.set(field.name(), node(record.get(field.pos())));
            }
        }
        return object;
    }

    private static JsonNode node(@Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case SpecificRecord record -> object(record);
            case Collection<?> items -> {
                ArrayNode array = NODES.arrayNode();
                items.forEach(item -> array.add(node(item)));
                yield array;
            }
            case Long number -> NODES.numberNode(number);
            case Integer number -> NODES.numberNode(number);
            default -> NODES.stringNode(value.toString());
        };
    }

    /** JSON as the schema wants it. */
    private static final class Reader {
        private static SpecificRecord record(JsonNode json, Schema schema, String path) {
            if (!json.isObject()) {
                throw unusable(path, "an object");
            }
            json.propertyNames().forEach(name -> {
                if (schema.getField(name) == null || name.equals(RAW)) {
                    throw unusable(path + "." + name, "a field of an event");
                }
            });
            SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
            for (Schema.Field field : schema.getFields()) {
                JsonNode value = json.get(field.name());
                record.put(
                        field.pos(),
                        value == null && field.hasDefaultValue()
                                ? SpecificData.get().getDefaultValue(field)
                                : value(value, field.schema(), path + "." + field.name()));
            }
            return record;
        }

        private static @Nullable Object value(@Nullable JsonNode json, Schema schema, String path) {
            if (schema.getType() == Schema.Type.UNION) {
                return json == null || json.isNull() ? null : value(json, notNull(schema), path);
            }
            if (json == null || json.isNull()) {
                throw unusable(path, "a value");
            }
            return switch (schema.getType()) {
                case RECORD -> record(json, schema, path);
                case ARRAY -> items(json, schema.getElementType(), path);
                case ENUM -> symbol(json, schema, path);
                case LONG -> schema.getLogicalType() == null ? number(json, path) : time(json, path);
                case INT -> Math.toIntExact(number(json, path));
                case STRING -> text(json, path);
                default -> throw new IllegalStateException("events hold no " + schema.getType());
            };
        }

        private static Schema notNull(Schema union) {
            return union.getTypes().stream()
                    .filter(branch -> branch.getType() != Schema.Type.NULL)
                    .findFirst()
                    .orElseThrow();
        }

        private static List<Object> items(JsonNode json, Schema schema, String path) {
            if (!json.isArray()) {
                throw unusable(path, "an array");
            }
            List<Object> items = new ArrayList<>();
            for (JsonNode item : json) {
                items.add(record(item, schema, path + "." + items.size()));
            }
            return items;
        }

        private static Object symbol(JsonNode json, Schema schema, String path) {
            String symbol = text(json, path);
            if (!schema.hasEnumSymbol(symbol)) {
                throw unusable(path, "one of " + String.join(", ", schema.getEnumSymbols()));
            }
            return SpecificData.get().createEnum(symbol, schema);
        }

        private static long number(JsonNode json, String path) {
            if (!json.isIntegralNumber() || !json.canConvertToLong()) {
                throw unusable(path, "a whole number");
            }
            return json.longValue();
        }

        private static Instant time(JsonNode json, String path) {
            try {
                return Instant.parse(text(json, path));
            } catch (DateTimeException e) {
                throw unusable(path, "a time such as 2026-03-01T12:00:00Z");
            }
        }

        private static String text(JsonNode json, String path) {
            if (!json.isString()) {
                throw unusable(path, "text");
            }
            return json.stringValue();
        }

        private static IllegalArgumentException unusable(String path, String expected) {
            return new IllegalArgumentException(path + " (expected: " + expected + ")");
        }
    }
}
