package dev.correnteza.bench.intent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.correnteza.bench.intent.IntentLine.Event;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What was posted and what came back, one signed line each, appended to a file and forced to disk in groups. Written by any number of
 * threads.
 */
public final class IntentLog implements AutoCloseable {
    private static final int KEY_BYTES = 32;
    private static final long GROUP_MS = 100;

    private final Path file;
    private final byte[] key = new byte[KEY_BYTES];
    private final FileChannel channel;
    private final LineSeal seal;
    private final long openedAt = System.nanoTime();
    private final Thread writer =
            Thread.ofPlatform().name("intent-log").daemon().unstarted(this::writeGroups);
    private ByteArrayOutputStream group = new ByteArrayOutputStream();
    private long lines;
    private volatile boolean closed;

    private IntentLog(Path file) throws IOException {
        new SecureRandom().nextBytes(key);
        this.file = file;
        this.seal = new LineSeal(key);
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** @throws IOException when there is such a file, or none can be made */
    public static IntentLog open(Path file) throws IOException {
        IntentLog log = new IntentLog(file);
        log.writer.start();
        return log;
    }

    /** To be called before the webhook is posted. */
    public void posted(long id, String topic, String hash) {
        append(Event.POSTED, id, topic, hash, 0);
    }

    /** @param status 0 for no answer */
    public void answered(long id, String topic, String hash, int status) {
        append(Event.ANSWERED, id, topic, hash, status);
    }

    private synchronized void append(Event event, long id, String topic, String hash, int status) {
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - openedAt);
        IntentLine line = new IntentLine(event, id, topic, hash, status, micros);
        group.writeBytes((seal.seal(lines++, line.text()) + "\n").getBytes(UTF_8));
    }

    private void writeGroups() {
        try {
            while (!closed) {
                TimeUnit.MILLISECONDS.sleep(GROUP_MS);
                write();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        ByteArrayOutputStream written;
        synchronized (this) {
            written = group;
            group = new ByteArrayOutputStream();
        }
        if (written.size() == 0) {
            return;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(written.toByteArray());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // lines are missing then, which reading notices
        }
    }

    /** Closes the log, and reads it from disk from its first line to its last. */
    public void closeAndRead(Consumer<IntentLine> reader) throws IOException, DamagedLog {
        close();
        read(file, key, lines, reader);
    }

    static void read(Path file, byte[] key, long expectedLines, Consumer<IntentLine> reader)
            throws IOException, DamagedLog {
        LineSeal seal = new LineSeal(key);
        long number = 0;
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                reader.accept(IntentLine.parse(seal.open(number, line)));
                number++;
            }
        }
        if (number != expectedLines) {
            throw new DamagedLog("lines: " + number + " (expected: " + expectedLines + ")");
        }
    }

    /** Again has no effect. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join();
            if (channel.isOpen()) {
                write();
                channel.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] key() {
        return key.clone();
    }
}
