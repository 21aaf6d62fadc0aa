package dev.correnteza.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.standalone.data.Part;
import dev.correnteza.standalone.data.Ports;
import dev.correnteza.standalone.data.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceSettingsTest {
    private static final Secrets SECRETS = new Secrets(
            "ck_key",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "pixel-token",
            "id",
            "secret",
            "1|token",
            "efi-secret");

    private final ServiceSettings settings = new ServiceSettings(
            Ports.of(20_000, Map.of()),
            SECRETS,
            new ServiceSettings.DatabaseAddress(
                    "jdbc:postgresql://127.0.0.1:20007/correnteza",
                    "r2dbc:postgresql://127.0.0.1:20007/correnteza",
                    "correnteza",
                    "pa=ss\\"),
            Path.of("/srv/correnteza/spool"));

    @TempDir
    private Path directory;

    @Test
    void areFilesThatOnlyTheirOwnerReads() throws IOException {
        settings.write(directory, Optional.empty());

        try (var files = Files.list(directory)) {
            assertThat(files)
                    .hasSize(5)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void surviveTheirFile() throws IOException {
        settings.write(directory, Optional.of("acc_1"));

        assertThat(read(Part.INGEST))
                .isEqualTo(settings.ingest())
                .containsEntry("correnteza.ingest.spool.directory", "/srv/correnteza/spool");
        assertThat(read(Part.PROCESSOR))
                .isEqualTo(settings.processor())
                .containsEntry("spring.r2dbc.password", "pa=ss\\");
        assertThat(read(Part.BACKFILL)).isEqualTo(settings.backfill(Optional.of("acc_1")));
        assertThat(read(Part.TRACKING)).isEqualTo(settings.tracking());
        assertThat(read(Part.SIMULATOR)).isEqualTo(settings.simulator());
    }

    @Test
    void tellTheServicesTheHashOfTheApiKeyAndNotTheKey() {
        assertThat(settings.processor())
                .containsEntry("correnteza.processor.api-keys[0].tenant-id", "demo")
                .containsEntry("correnteza.processor.api-keys[0].sha256", SECRETS.apiKeySha256())
                .doesNotContainValue(SECRETS.apiKey());
        assertThat(SECRETS.apiKeySha256())
                // printf ck_key | sha256sum
                .isEqualTo("2c98abdfb803fb74e0da47e9902f5f9035a303168b8eca20bd522682cfff52d3");
    }

    @Test
    void letTheSimulatorAndTheServicesAgree() {
        Map<String, String> simulator = settings.simulator();

        assertThat(settings.tracking())
                .containsEntry("correnteza.tracking.conversions.url", "http://127.0.0.1:20005")
                .containsEntry("correnteza.tracking.conversions.pixels[0].pixel-id", simulator.get("pixel-id"))
                .containsEntry("correnteza.tracking.conversions.pixels[0].access-token", simulator.get("pixel-token"));
        assertThat(settings.backfill(Optional.of("acc_1")))
                .containsEntry("correnteza.backfill.accounts[0].account-id", "acc_1")
                .containsEntry("correnteza.backfill.accounts[0].client-id", simulator.get("hotmart-client-id"))
                .containsEntry("correnteza.backfill.accounts[0].client-secret", simulator.get("hotmart-client-secret"))
                .containsEntry("correnteza.backfill.accounts[0].basic", "aWQ6c2VjcmV0"); // printf id:secret | base64
    }

    @Test
    void sendChargesToTheSimulator() {
        assertThat(settings.processor())
                .containsEntry("correnteza.processor.gateways.pushinpay.base-url", "http://127.0.0.1:20005/api")
                .containsEntry("correnteza.processor.gateways.efi.base-url", "http://127.0.0.1:20005");
        assertThat(settings.backfill(Optional.empty()))
                .containsEntry("correnteza.backfill.gateways.pushinpay.url", "http://127.0.0.1:20005/api")
                .containsEntry("correnteza.backfill.gateways.efi.url", "http://127.0.0.1:20005");
        assertThat(settings.simulator())
                .containsEntry("pushinpay-token", SECRETS.pushinpayToken())
                .containsEntry("efi-client-secret", SECRETS.efiClientSecret());
    }

    @Test
    void giveBackfillNoAccountBeforeThereIsOne() {
        assertThat(settings.backfill(Optional.empty()).keySet()).noneMatch(key -> key.contains("accounts"));
    }

    private Map<String, String> read(Part part) throws IOException {
        var properties = new Properties();
        try (var file = Files.newBufferedReader(ServiceSettings.file(directory, part))) {
            properties.load(file);
        }
        return properties.stringPropertyNames().stream()
                .collect(java.util.stream.Collectors.toMap(name -> name, properties::getProperty));
    }
}
