package dev.correnteza.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The directory that the library unpacks PostgreSQL's binaries into, once, held while it may be doing so.
 *
 * <p>It lies below the user's home: what lies in a shared place others may change. The library cannot go on from an
 * unpacking that was killed, so what is half unpacked is removed, which only the holder of the lock may do.
 */
final class PostgresBinaries implements AutoCloseable {

    private static final ReentrantLock WITHIN_JVM = new ReentrantLock();

    private final Path directory;
    private final FileChannel lock;

    private PostgresBinaries(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** Of this user; blocks while another start, of this process or another, holds it. */
    static PostgresBinaries lock() throws IOException {
        String cache = System.getProperty("correnteza.cache", System.getProperty("user.home") + "/.cache/correnteza");
        return lock(Path.of(cache));
    }

    static PostgresBinaries lock(Path cache) throws IOException {
        Path parent = DataDirectory.create(cache);
        WITHIN_JVM.lock();
        try {
            var channel = FileChannel.open(
                    parent.resolve("postgres.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var binaries = new PostgresBinaries(parent.resolve("postgres"), channel);
            try {
                channel.lock();
                binaries.removeHalfUnpacked();
                WITHIN_JVM.lock(); // the one that close() releases
                return binaries;
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } finally {
            WITHIN_JVM.unlock();
        }
    }

    private void removeHalfUnpacked() throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<Path> halfUnpacked;
        try (var versions = Files.list(directory)) {
            halfUnpacked = versions.filter(version -> !Files.exists(version.resolve(".exists")))
                    .toList();
        }
        for (Path version : halfUnpacked) {
            DataDirectory.delete(version);
        }
    }

    Path directory() {
        return directory;
    }

    /** By the thread that locked it. */
    @Override
    public void close() throws IOException {
        try {
            lock.close();
        } finally {
            WITHIN_JVM.unlock();
        }
    }
}
