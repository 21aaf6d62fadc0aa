package dev.correnteza.standalone.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Where one stack keeps everything; one stack at a time. */
public final class StackDirectory {
    private final Path path;

    private StackDirectory(Path path) {
        this.path = path;
    }

    public static StackDirectory at(Path path) {
        return new StackDirectory(path.toAbsolutePath().normalize());
    }

    /** Outside every source tree: below {@code XDG_DATA_HOME}, or {@code ~/.local/share}. */
    public static Path standard(Map<String, String> environment, String userHome) {
        String dataHome = environment.getOrDefault("XDG_DATA_HOME", "");
        Path parent = dataHome.isBlank() ? Path.of(userHome, ".local", "share") : Path.of(dataHome);
        return parent.resolve("correnteza");
    }

    /**
     * Makes the directory where it is missing and holds it until closed, or until this process ends, however it ends.
     *
     * @throws InUse when another stack holds it
     */
    public Lock lock() throws IOException, InUse {
        OwnerOnly.directory(path);
        var channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new Lock(channel);
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // The same as held by another process, said differently.
        }
        channel.close();
        throw new InUse("data directory: " + path + " is in use by another stack (expected: one stack at a time;"
                + " stop it with 'correnteza down', or choose another directory with --data)");
    }

    public Path path() {
        return path;
    }

    public Path kafka() {
        return path.resolve("kafka");
    }

    public Path postgres() {
        return path.resolve("postgres");
    }

    public Path registry() {
        return path.resolve("registry");
    }

    /** Webhooks that wait for the broker; ingest makes it. */
    public Path spool() {
        return path.resolve("spool");
    }

    /** Logs of this stack's own processes. */
    public Path logs() throws IOException {
        return OwnerOnly.directory(path.resolve("logs"));
    }

    public Path secrets() throws IOException {
        return OwnerOnly.directory(path.resolve("secrets"));
    }

    /** Generated configuration of the services; holds secrets. */
    public Path config() throws IOException {
        return OwnerOnly.directory(path.resolve("config"));
    }

    /** Emptied at each start. */
    public Path scratch() throws IOException {
        Path scratch = path.resolve("tmp");
        delete(scratch);
        return OwnerOnly.directory(scratch);
    }

    Path stateFile() {
        return path.resolve("stack.json");
    }

    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> deepestFirst;
        try (var files = Files.walk(directory)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /** The right to run a stack here. */
    public static final class Lock implements AutoCloseable {
        private final FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Another stack runs in this directory; the message says what to do. */
    public static final class InUse extends Exception {
        private static final long serialVersionUID = 1L;

        private InUse(String message) {
            super(message);
        }
    }
}
