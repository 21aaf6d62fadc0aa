package dev.correnteza.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void areTheStandardOnesWhenNobodySaysOtherwise() {
        Ports ports = Ports.of(null, Map.of());

        assertThat(ports.asMap())
                .containsEntry(Part.INGEST, 8080)
                .containsEntry(Part.PROCESSOR, 8081)
                .containsEntry(Part.BACKFILL, 8082)
                .containsEntry(Part.TRACKING, 8083)
                .containsEntry(Part.REGISTRY, 8085)
                .containsEntry(Part.SIMULATOR, 8090)
                .containsEntry(Part.KAFKA, 9092)
                .containsEntry(Part.POSTGRES, 5433);
    }

    @Test
    void followEachOtherFromAGivenOne() {
        Ports ports = Ports.of(20_000, Map.of(Part.KAFKA, 30_000));

        assertThat(ports.url(Part.INGEST)).isEqualTo("http://127.0.0.1:20000");
        assertThat(ports.address(Part.POSTGRES)).isEqualTo("127.0.0.1:20007");
        assertThat(ports.address(Part.KAFKA)).isEqualTo("127.0.0.1:30000");
    }

    @Test
    void refusesOnePortForTwoParts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ports.of(null, Map.of(Part.INGEST, 8081)))
                .withMessageContaining("processor: 8081");
    }

    @Test
    void refusesWhatIsNoPort() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ports.of(65_530, Map.of()))
                .withMessageContaining("65536");
    }

    @Test
    void namesThePartWhosePortIsTaken() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.ofLiteral(Ports.HOST))) {
            Ports ports = Ports.of(null, Map.of(Part.TRACKING, other.getLocalPort()));

            assertThat(ports.taken()).contains(Part.TRACKING);
        }
    }
}
