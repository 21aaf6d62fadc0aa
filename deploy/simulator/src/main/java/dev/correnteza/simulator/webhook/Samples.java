package dev.correnteza.simulator.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The samples inside this jar: {@code samples/<gateway>/webhook-<name>[-reconstructed].json} or {@code .form.txt}. */
public final class Samples {
    private static final String FOLDER = "samples";
    private static final String PREFIX = "webhook-";
    private static final String RECONSTRUCTED = "-reconstructed";

    private Samples() {}

    /** All samples of a gateway in alphabetical order; none where the gateway is unknown. */
    public static List<Sample> of(String gateway) {
        if (!gateway.matches("[a-z]+")) {
            return List.of();
        }
        URL folder = Samples.class.getResource("/" + FOLDER + "/" + gateway);
        return folder == null ? List.of() : read(folder, gateway);
    }

    /** One sample by its name; {@code -reconstructed} may be left out. */
    public static Optional<Sample> find(String gateway, String name) {
        return of(gateway).stream()
                .filter(sample -> sample.name().equals(name) || sample.name().equals(name + RECONSTRUCTED))
                .findFirst();
    }

    private static List<Sample> read(URL folder, String gateway) {
        try {
            URI uri = folder.toURI();
            if (uri.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                    return read(jar.getPath("/" + FOLDER + "/" + gateway), gateway);
                }
            }
            return read(Path.of(uri), gateway);
        } catch (IOException e) {
            throw new UncheckedIOException("samples cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Sample> read(Path folder, String gateway) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .filter(file -> !file.getFileName().toString().endsWith(".expected.json"))
                    .sorted()
                    .map(file -> read(gateway, file))
                    .toList();
        }
    }

    private static Sample read(String gateway, Path file) {
        String fileName = file.getFileName().toString();
        boolean form = fileName.endsWith(".form.txt");
        String name = fileName.substring(PREFIX.length(), fileName.length() - (form ? ".form.txt" : ".json").length());
        try (InputStream in = Files.newInputStream(file)) {
            return new Sample(
                    gateway,
                    form ? name + "-form" : name,
                    form ? "application/x-www-form-urlencoded" : "application/json",
                    in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("sample cannot be read", e);
        }
    }
}
