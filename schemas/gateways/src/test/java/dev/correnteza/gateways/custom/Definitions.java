package dev.correnteza.gateways.custom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Definitions of the invented platforms, beside their samples. */
final class Definitions {
    private Definitions() {}

    static String of(String platform) {
        try {
            return Files.readString(Path.of("samples", "custom", "definition-" + platform + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
