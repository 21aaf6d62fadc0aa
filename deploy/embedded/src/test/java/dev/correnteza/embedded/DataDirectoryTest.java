package dev.correnteza.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path parent;

    @Test
    void isLockedUntilClosed() throws Exception {
        Path path = parent.resolve("deep/data");
        DataDirectory first = DataDirectory.lock(path);

        assertThatThrownBy(() -> DataDirectory.lock(path)).hasMessageContaining("in use");
        first.close();
        try (DataDirectory second = DataDirectory.lock(path)) {
            assertThat(second.path()).isDirectory();
        }
    }

    @Test
    void deletesWhatIsBelow() throws Exception {
        Path path = parent.resolve("data");
        Files.createDirectories(path.resolve("a/b"));
        Files.writeString(path.resolve("a/b/c"), "x");

        DataDirectory.delete(path);

        assertThat(path).doesNotExist();
    }
}
