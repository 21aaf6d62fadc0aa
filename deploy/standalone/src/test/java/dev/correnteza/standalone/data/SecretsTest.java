package dev.correnteza.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path directory;

    @Test
    void areMadeOnceForADirectory() throws IOException {
        Secrets first = Secrets.readOrMake(StackDirectory.at(directory.resolve("one")));
        Secrets again = Secrets.readOrMake(StackDirectory.at(directory.resolve("one")));
        Secrets other = Secrets.readOrMake(StackDirectory.at(directory.resolve("other")));

        assertThat(again).isEqualTo(first);
        assertThat(other.apiKey()).isNotEqualTo(first.apiKey());
        assertThat(other.accountKey()).isNotEqualTo(first.accountKey());
        assertThat(other.pixelToken()).isNotEqualTo(first.pixelToken());
        assertThat(other.hotmartClientSecret()).isNotEqualTo(first.hotmartClientSecret());
    }

    @Test
    void canBeReadByTheirOwnerOnly() throws IOException {
        Secrets.readOrMake(StackDirectory.at(directory));

        Path secrets = directory.resolve("secrets");
        assertThat(mode(secrets)).isEqualTo("rwx------");
        try (var files = Files.list(secrets)) {
            assertThat(files)
                    .hasSize(7)
                    .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
        }
    }

    @Test
    void theAccountKeyIsAnAes256KeyOfALengthThatItsCipherTakes() throws IOException {
        Secrets secrets = Secrets.readOrMake(StackDirectory.at(directory));

        assertThat(Base64.getDecoder().decode(secrets.accountKey())).hasSize(32);
        assertThat(secrets.accountKeyId()).matches("key-[0-9a-f]{8}");
    }

    @Test
    void areNotPrinted() throws IOException {
        Secrets secrets = Secrets.readOrMake(StackDirectory.at(directory));

        assertThat(secrets.toString()).doesNotContain(secrets.apiKey()).doesNotContain(secrets.accountKey());
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
