package dev.correnteza.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
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
        writeDistribution();

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
    void namesAnotherCacheOnceAJarHasChanged() throws Exception {
        writeDistribution();
        RegistryDistribution distribution = RegistryDistribution.in(directory);
        Path before = distribution.aheadOfTimeCache();
        Files.createFile(before);

        assertThat(distribution.aheadOfTimeCache()).isEqualTo(before);
        Files.writeString(directory.resolve("app/app.jar"), "changed");
        assertThat(distribution.aheadOfTimeCache()).isNotEqualTo(before);
        distribution.deleteOtherCaches();
        assertThat(before).doesNotExist();
    }

    private void writeDistribution() throws IOException {
        for (String folder : List.of("app", "lib/boot", "lib/main", "quarkus")) {
            Files.createDirectories(directory.resolve(folder));
        }
        for (String jar : List.of(
                "app/app.jar",
                "lib/boot/b.jar",
                "lib/main/m.jar",
                "quarkus/generated-bytecode.jar",
                "quarkus/transformed-bytecode.jar")) {
            Files.writeString(directory.resolve(jar), "");
        }
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
