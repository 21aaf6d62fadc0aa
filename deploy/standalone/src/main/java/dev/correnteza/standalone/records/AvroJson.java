package dev.correnteza.standalone.records;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Avro values as JSON for people: times as such, bytes as the text that they are, or in base64. */
final class AvroJson {
    private static final JsonNodeFactory NODES = JsonMapper.shared().getNodeFactory();

    private AvroJson() {}

    static JsonNode of(Object value, Schema schema) {
        return switch (schema.getType()) {
            case NULL -> NODES.nullNode();
            case UNION -> of(value, schema.getTypes().get(GenericData.get().resolveUnion(schema, value)));
            case RECORD -> record((GenericRecord) value);
            case ARRAY -> array((Collection<?>) value, schema.getElementType());
            case MAP -> map((Map<?, ?>) value, schema.getValueType());
            case BYTES -> bytes((ByteBuffer) value);
            case LONG ->
                schema.getLogicalType() instanceof LogicalTypes.TimestampMicros
                        ? NODES.stringNode(Instant.EPOCH
                                .plus((Long) value, ChronoUnit.MICROS)
                                .toString())
                        : NODES.numberNode((Long) value);
            case INT -> NODES.numberNode((Integer) value);
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case DOUBLE -> NODES.numberNode((Double) value);
            case FLOAT -> NODES.numberNode((Float) value);
            case STRING, ENUM, FIXED -> NODES.stringNode(value.toString());
        };
    }

    private static ObjectNode record(GenericRecord record) {
        ObjectNode node = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            node.set(field.name(), value == null ? NODES.nullNode() : of(value, field.schema()));
        }
        return node;
    }

    private static ArrayNode array(Collection<?> values, Schema element) {
        ArrayNode node = NODES.arrayNode();
        values.forEach(value -> node.add(of(value, element)));
        return node;
    }

    private static ObjectNode map(Map<?, ?> values, Schema valueSchema) {
        ObjectNode node = NODES.objectNode();
        values.forEach((key, value) -> node.set(key.toString(), of(value, valueSchema)));
        return node;
    }

    private static JsonNode bytes(ByteBuffer value) {
        try {
            return NODES.stringNode(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(value.duplicate())
                    .toString());
        } catch (CharacterCodingException notText) {
            var bytes = new byte[value.remaining()];
            value.duplicate().get(bytes);
            return NODES.stringNode(Base64.getEncoder().encodeToString(bytes));
        }
    }
}
