package dev.correnteza.ingest.spool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where a record is in the log: its topic, a zero byte (no name of a topic holds one), its number as eight bytes, highest first.
 * Compared byte by byte, records of a topic stand together in their order.
 */
record StoredKey(String topic, long number) {
    private static final byte SEPARATOR = 0;
    private static final byte BEHIND = 1;

    static StoredKey of(byte[] key) {
        ByteBuffer bytes = ByteBuffer.wrap(key);
        byte[] topic = new byte[key.length - 1 - Long.BYTES];
        bytes.get(topic);
        bytes.get();
        return new StoredKey(new String(topic, StandardCharsets.US_ASCII), bytes.getLong());
    }

    byte[] bytes() {
        byte[] name = topic.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(name.length + 1 + Long.BYTES)
                .put(name)
                .put(SEPARATOR)
                .putLong(number)
                .array();
    }

    /** Behind every record of a topic, and before those of every other. */
    static byte[] behind(String topic) {
        byte[] name = topic.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(name.length + 1).put(name).put(BEHIND).array();
    }
}
