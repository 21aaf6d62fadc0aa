package dev.correnteza.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
    @TempDir
    private Path home;

    @Test
    void takesACacheThatIsNewerThanAllJars() throws IOException {
        Installation installation = new Installation(home, jar("a.jar", 1) + File.pathSeparator + jar("b.jar", 2));
        Path cache = file("cache", 3);

        assertThat(installation.isUsable(cache)).isTrue();
    }

    @Test
    void refusesACacheOfJarsThatChangedSince() throws IOException {
        Installation installation = new Installation(home, jar("a.jar", 1) + File.pathSeparator + jar("b.jar", 4));
        Path cache = file("cache", 3);

        assertThat(installation.isUsable(cache)).isFalse();
        assertThat(installation.isUsable(home.resolve("none"))).isFalse();
    }

    private Path jar(String name, int second) throws IOException {
        return file(name, second);
    }

    private Path file(String name, int second) throws IOException {
        Path file = Files.createFile(home.resolve(name));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000L * second));
        return file;
    }
}
