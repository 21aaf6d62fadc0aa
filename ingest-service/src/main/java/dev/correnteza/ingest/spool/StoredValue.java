package dev.correnteza.ingest.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A record as bytes: version, position, time in milliseconds, key, headers, value; each part with its length before it. A change
 * of this order takes a new version, and the old one is read until no spool can hold it any more.
 */
final class StoredValue {
    private static final byte VERSION = 1;
    private static final int ABSENT = -1;
    private static final int OVERHEAD = 256;

    private StoredValue() {}

    static byte[] encode(ProducerRecord<String, byte[]> record, long position, Instant spooledAt) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(record.value().length + OVERHEAD);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(position);
            out.writeLong(spooledAt.toEpochMilli());
            if (record.key() == null) {
                out.writeInt(ABSENT);
            } else {
                write(out, record.key().getBytes(StandardCharsets.UTF_8));
            }
            Header[] headers = record.headers().toArray();
            out.writeInt(headers.length);
            for (Header header : headers) {
                write(out, header.key().getBytes(StandardCharsets.UTF_8));
                write(out, header.value());
            }
            write(out, record.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory
        }
        return bytes.toByteArray();
    }

    /** @throws SpoolFailure when this is not what {@link #encode} wrote */
    static StoredRecord decode(StoredKey key, byte[] value) throws SpoolFailure {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new SpoolFailure(
                        "version of a spooled record: " + version + " (expected: " + VERSION + ")", null);
            }
            long position = in.readLong();
            Instant spooledAt = Instant.ofEpochMilli(in.readLong());
            int keyLength = in.readInt();
            String recordKey =
                    keyLength == ABSENT ? null : new String(in.readNBytes(keyLength), StandardCharsets.UTF_8);
            int headerCount = in.readInt();
            byte[][] names = new byte[headerCount][];
            byte[][] contents = new byte[headerCount][];
            for (int i = 0; i < headerCount; i++) {
                names[i] = read(in);
                contents[i] = read(in);
            }
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(key.topic(), recordKey, read(in));
            Headers headers = record.headers();
            for (int i = 0; i < headerCount; i++) {
                headers.add(new String(names[i], StandardCharsets.UTF_8), contents[i]);
            }
            return new StoredRecord(key.number(), position, value.length, spooledAt, record);
        } catch (IOException | RuntimeException e) {
            throw new SpoolFailure("spooled record cannot be read", e);
        }
    }

    private static void write(DataOutputStream out, byte[] part) throws IOException {
        out.writeInt(part.length);
        out.write(part);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
