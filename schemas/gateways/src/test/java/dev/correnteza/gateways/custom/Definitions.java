package dev.correnteza.gateways.custom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Definitions of the invented platforms, beside their samples. */
public final class Definitions {
    /** Names of the platforms. */
    static final Set<String> PLATFORMS = Set.of("assinaja", "cobrae", "lojasol");

    private Definitions() {}

    /** Settings of an account at such a platform; empty where there is none of the name. */
    public static Optional<Map<String, String>> settings(String platform) {
        return PLATFORMS.contains(platform)
                ? Optional.of(Map.of(CustomDefinition.SETTING, of(platform)))
                : Optional.empty();
    }

    static String of(String platform) {
        try {
            return Files.readString(Path.of("samples", "custom", "definition-" + platform + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
