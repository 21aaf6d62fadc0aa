package dev.correnteza.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A new directory of one run, deleted at its end.
 *
 * @param path where it is
 * @param keep whether it stays
 */
public record RunDirectory(Path path, boolean keep) implements AutoCloseable {
    public static RunDirectory make(Path parent, boolean keep) throws IOException {
        Files.createDirectories(parent);
        Path path = Files.createTempDirectory(parent, "run-").toAbsolutePath();
        Files.createDirectory(path.resolve("tmp"));
        return new RunDirectory(path, keep);
    }

    /** A directory inside of this one, which stays and goes with it. */
    RunDirectory within(String name) throws IOException {
        Path inner = path.resolve(name);
        Files.createDirectories(inner.resolve("tmp"));
        return new RunDirectory(inner, true);
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Again has no effect. */
    @Override
    public void close() {
        if (keep || !Files.exists(path)) {
            return;
        }
        try {
            List<Path> deepestFirst;
            try (Stream<Path> files = Files.walk(path)) {
                deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
