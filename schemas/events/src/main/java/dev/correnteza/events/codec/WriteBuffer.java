package dev.correnteza.events.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

/** Where a thread writes its records, one after the other: most of what a webhook left to the garbage collector was such buffers. */
final class WriteBuffer {
    private static final int INITIAL_BYTES = 8 << 10;

    /** Of a thread that wrote a large record once, no more than this stays. */
    private static final int KEPT_BYTES = 64 << 10;

    private static final ThreadLocal<WriteBuffer> OF_THREADS = ThreadLocal.withInitial(WriteBuffer::new);

    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(new ByteArrayOutputStream(0), null);
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);

    static WriteBuffer ofThisThread() {
        return OF_THREADS.get();
    }

    byte[] write(byte[] prefix, Writing writing) {
        bytes.reset();
        bytes.writeBytes(prefix);
        boolean isWhole = false;
        try {
            BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, encoder);
            writing.to(out);
            out.flush();
            isWhole = true;
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        } finally {
            if (!isWhole) {
                OF_THREADS.remove(); // half a record is left in the encoder, and would come before the next
            }
        }
        byte[] written = bytes.toByteArray();
        if (written.length > KEPT_BYTES) {
            bytes = new ByteArrayOutputStream(INITIAL_BYTES);
        }
        return written;
    }

    interface Writing {
        void to(Encoder out) throws IOException;
    }
}
