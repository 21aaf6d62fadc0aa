package dev.correnteza.events.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes and reads one kind of record in the Confluent wire format: a zero byte, the schema id in four bytes (big endian), the
 * record in Avro's binary encoding. Thread-safe; does no I/O unless a record was written with a schema that is newer than this jar.
 *
 * @param <T> generated class of the record
 */
public final class AvroCodec<T extends SpecificRecord> {
    private static final byte MAGIC = 0;
    private static final int PREFIX_BYTES = 1 + Integer.BYTES;

    static {
        TrustedClasses.add();
    }

    private final Schema schema;
    private final SpecificData model;
    private final byte[] prefix;
    private final ValueWriter writer;
    private final NewerSchemas newerSchemas;
    private final Map<Integer, SpecificDatumReader<T>> readers = new ConcurrentHashMap<>();

    private AvroCodec(Class<T> type, NewerSchemas newerSchemas) {
        this.model = SpecificData.getForClass(type);
        this.schema = model.getSchema(type);
        this.prefix = ByteBuffer.allocate(PREFIX_BYTES)
                .put(MAGIC)
                .putInt(ReleasedSchemas.bundled().idOf(schema))
                .array();
        this.writer = ValueWriter.of(schema);
        this.newerSchemas = newerSchemas;
    }

    /** A codec that knows the schemas of this jar and refuses records of newer ones. */
    public static <T extends SpecificRecord> AvroCodec<T> of(Class<T> type) {
        return new AvroCodec<>(type, id -> Optional.empty());
    }

    /** A codec that also reads records written with schemas newer than this jar, asking for each such schema once. */
    public static <T extends SpecificRecord> AvroCodec<T> of(Class<T> type, NewerSchemas newerSchemas) {
        return new AvroCodec<>(type, newerSchemas);
    }

    /** The record on the wire. */
    public byte[] encode(T value) {
        return WriteBuffer.ofThisThread().write(prefix, out -> writer.write(value, out));
    }

    /**
     * Reads a record that may come from any writer.
     *
     * @throws UndecodableRecord when these bytes are not such a record; trying again does not help
     * @throws NewerSchemas.Unavailable when the schema is newer than this jar and cannot be asked for now; trying again may help
     */
    public T decode(byte[] bytes) throws UndecodableRecord {
        if (bytes.length < PREFIX_BYTES || bytes[0] != MAGIC) {
            throw new UndecodableRecord("not in the Confluent wire format");
        }
        int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
        SpecificDatumReader<T> reader = reader(id);
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(bytes, PREFIX_BYTES, bytes.length - PREFIX_BYTES, null);
        try {
            T value = reader.read(null, decoder);
            if (decoder.isEnd()) {
                return value;
            }
        } catch (IOException | RuntimeException e) {
            // Whatever Avro stumbles over, these bytes stay what they are.
            throw new UndecodableRecord("does not match schema " + id, e);
        }
        throw new UndecodableRecord("longer than schema " + id + " says");
    }

    private SpecificDatumReader<T> reader(int id) throws UndecodableRecord {
        SpecificDatumReader<T> known = readers.get(id);
        if (known != null) {
            return known;
        }
        Schema written = ReleasedSchemas.bundled()
                .byId(id)
                .or(() -> newerSchemas.byId(id))
                .orElseThrow(() -> new UndecodableRecord("schema id unknown: " + id));
        if (!written.getFullName().equals(schema.getFullName())) {
            throw new UndecodableRecord("is another record: " + written.getFullName());
        }
        SpecificDatumReader<T> reader = new SpecificDatumReader<>(written, schema, model);
        readers.put(id, reader);
        return reader;
    }
}
