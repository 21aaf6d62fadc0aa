package dev.correnteza.ingest;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A value read as any Confluent client would: five bytes cut off, the rest by plain Avro with the schema of that id. */
final class WireRecord {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int PREFIX = 5;

    private WireRecord() {}

    static GenericRecord decode(byte[] value) throws Exception {
        if (value[0] != 0) {
            throw new AssertionError("first byte is not the magic byte");
        }
        int id = ByteBuffer.wrap(value, 1, 4).getInt();
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(Arrays.copyOfRange(value, PREFIX, value.length), null);
        GenericRecord record = new GenericDatumReader<GenericRecord>(schema(id)).read(null, decoder);
        if (!decoder.isEnd()) {
            throw new AssertionError("bytes behind the record");
        }
        return record;
    }

    /** As in the golden files: without the raw request, and without what says nothing. */
    static ObjectNode json(GenericRecord record) {
        ObjectNode object = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            boolean saysNothing = value == null
                    || field.name().equals("raw")
                    || (value instanceof Collection<?> collection && collection.isEmpty());
            if (!saysNothing) {
                object.set(field.name(), node(value, field.schema()));
            }
        }
        return object;
    }

    private static JsonNode node(Object value, Schema schema) {
        return switch (value) {
            case GenericRecord record -> json(record);
            case Collection<?> elements -> {
                ArrayNode array = NODES.arrayNode();
                elements.forEach(element -> array.add(node(element, schema)));
                yield array;
            }
            case Long number ->
                isTime(schema) ? NODES.stringNode(instant(number).toString()) : NODES.numberNode(number);
            case Integer number -> NODES.numberNode(number);
            default -> NODES.stringNode(value.toString());
        };
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static boolean isTime(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream().anyMatch(WireRecord::isTime)
                : schema.getLogicalType() instanceof LogicalTypes.TimestampMicros;
    }

    private static Schema schema(int id) throws Exception {
        Properties index = new Properties();
        try (InputStream in = WireRecord.class.getResourceAsStream("/released/index.properties")) {
            index.load(in);
        }
        for (Map.Entry<Object, Object> line : index.entrySet()) {
            if (line.getValue().toString().strip().equals(Integer.toString(id))) {
                String file = line.getKey().toString().replace('.', '/') + ".avsc";
                try (InputStream in = WireRecord.class.getResourceAsStream("/released/" + file)) {
                    return new SchemaParser().parse(in).mainSchema();
                }
            }
        }
        throw new AssertionError("no schema was released with id " + id);
    }
}
