package dev.correnteza.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryDistributionTest {

    @TempDir
    Path directory;

    @Test
    void unpacksAnArchiveOnce() throws Exception {
        Path archive = archive("app/main.jar");
        Path cache = directory.resolve("cache");

        Path unpacked = RegistryDistribution.unpack(archive, cache);
        Files.delete(archive);

        assertThat(unpacked).isEqualTo(cache.resolve("registry"));
        assertThat(unpacked.resolve("app/main.jar")).hasContent("content");
        assertThat(RegistryDistribution.unpack(archive, cache)).isEqualTo(unpacked);
        assertThat(cache).isDirectoryNotContaining("glob:**unpacking-*");
    }

    @Test
    void refusesAnEntryThatWouldLandElsewhere() throws Exception {
        Path archive = archive("../elsewhere.jar");

        assertThatThrownBy(() -> RegistryDistribution.unpack(archive, directory.resolve("cache")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("elsewhere");
    }

    @Test
    void refusesADirectoryThatHoldsNoDistribution() {
        assertThatThrownBy(() -> RegistryDistribution.in(directory)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void putsTransformedClassesBeforeTheirOriginals() throws Exception {
        for (String jar : new String[] {
            "app/app.jar", "lib/boot/b.jar", "lib/main/m.jar", "quarkus/generated-bytecode.jar", "quarkus/x.txt"
        }) {
            Files.createDirectories(directory.resolve(jar).getParent());
            Files.writeString(directory.resolve(jar), "");
        }

        String classPath = RegistryDistribution.in(directory).classPath();

        assertThat(classPath.replace(directory.toAbsolutePath().toString(), "").split(File.pathSeparator))
                .containsExactly(
                        "/launcher.jar",
                        "/quarkus/transformed-bytecode.jar",
                        "/quarkus/generated-bytecode.jar",
                        "/app/app.jar",
                        "/lib/boot/b.jar",
                        "/lib/main/m.jar");
    }

    @Test
    void leavesTheLauncherAsItIsSoThatTheCacheHolds() throws Exception {
        for (String folder : new String[] {"app", "lib/boot", "lib/main", "quarkus"}) {
            Files.createDirectories(directory.resolve(folder));
        }
        Files.writeString(directory.resolve("quarkus/generated-bytecode.jar"), "");
        RegistryDistribution.in(directory).classPath();
        var writtenAt = Files.getLastModifiedTime(directory.resolve("launcher.jar"));

        RegistryDistribution.in(directory).classPath();

        assertThat(Files.getLastModifiedTime(directory.resolve("launcher.jar"))).isEqualTo(writtenAt);
    }

    private Path archive(String entryName) throws IOException {
        Path archive = directory.resolve("registry.tar.gz");
        byte[] content = "content".getBytes(StandardCharsets.UTF_8);
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
            var entry = new TarArchiveEntry(entryName);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return archive;
    }
}
