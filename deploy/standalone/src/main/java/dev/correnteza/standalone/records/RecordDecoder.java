package dev.correnteza.standalone.records;

import dev.correnteza.events.codec.NewerSchemas;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Decodes values in the Confluent wire format, of any schema that the registry knows, without any class of ours. */
public final class RecordDecoder {
    private static final int PREFIX_BYTES = 1 + Integer.BYTES;

    private final NewerSchemas registry;
    private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new HashMap<>();

    public RecordDecoder(NewerSchemas registry) {
        this.registry = registry;
    }

    public DecodedRecord decode(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), text(header.value()));
        }
        byte[] value = record.value();
        JsonNode decoded = null;
        String problem = null;
        if (value != null) {
            try {
                decoded = decode(value);
            } catch (UnreadableValue e) {
                problem = e.getMessage();
            }
        }
        return new DecodedRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                java.time.Instant.ofEpochMilli(record.timestamp()),
                record.key() == null ? null : text(record.key()),
                headers,
                decoded,
                problem);
    }

    private JsonNode decode(byte[] value) throws UnreadableValue {
        if (value.length < PREFIX_BYTES || value[0] != 0) {
            throw new UnreadableValue("not in the Confluent wire format");
        }
        int id = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
        GenericDatumReader<GenericRecord> reader = reader(id);
        try {
            GenericRecord record = reader.read(
                    null, DecoderFactory.get().binaryDecoder(value, PREFIX_BYTES, value.length - PREFIX_BYTES, null));
            return AvroJson.of(record, record.getSchema());
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | ClassCastException e) {
            throw new UnreadableValue("does not match schema " + id);
        }
    }

    private GenericDatumReader<GenericRecord> reader(int id) throws UnreadableValue {
        GenericDatumReader<GenericRecord> known = readers.get(id);
        if (known != null) {
            return known;
        }
        Optional<Schema> schema = registry.byId(id);
        if (schema.isEmpty()) {
            throw new UnreadableValue("the registry has no schema " + id);
        }
        var reader = new GenericDatumReader<GenericRecord>(schema.get());
        readers.put(id, reader);
        return reader;
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** A value that is no record of a known schema. */
    private static final class UnreadableValue extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableValue(String message) {
            super(message);
        }
    }
}
