package dev.correnteza.standalone.stack;

import dev.correnteza.standalone.data.OwnerOnly;
import dev.correnteza.standalone.data.Part;
import dev.correnteza.standalone.data.Ports;
import dev.correnteza.standalone.data.Secrets;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The configuration of the services and of the simulator, as files that only their owner can read: what stands in a command
 * line, every user of the machine can see.
 */
public final class ServiceSettings {
    public static final String DEMO_TENANT = "demo";
    public static final String DEMO_PIXEL = "1000000000000001";

    private final Ports ports;
    private final Secrets secrets;
    private final DatabaseAddress database;
    private final Path spool;

    /**
     * Where the database is and who may use it.
     *
     * @param password never printed
     */
    public record DatabaseAddress(String jdbcUrl, String r2dbcUrl, String username, String password) {
        @Override
        public String toString() {
            return "DatabaseAddress[" + jdbcUrl + ", " + username + ", ***]";
        }
    }

    /** @param spool where ingest keeps what waits for the broker */
    public ServiceSettings(Ports ports, Secrets secrets, DatabaseAddress database, Path spool) {
        this.ports = ports;
        this.secrets = secrets;
        this.database = database;
        this.spool = spool;
    }

    /** Where the settings of a part stand. */
    public static Path file(Path directory, Part part) {
        return directory.resolve(part.lowerCaseName() + ".properties");
    }

    /** @param hotmartAccount the demo tenant's account whose history can be read; empty while it is not made */
    public void write(Path directory, Optional<String> hotmartAccount) throws IOException {
        write(directory, Part.INGEST, ingest());
        write(directory, Part.PROCESSOR, processor());
        write(directory, Part.BACKFILL, backfill(hotmartAccount));
        write(directory, Part.TRACKING, tracking());
        write(directory, Part.SIMULATOR, simulator());
    }

    private static void write(Path directory, Part part, Map<String, String> settings) throws IOException {
        var properties = new Properties();
        properties.putAll(settings);
        var text = new StringWriter();
        properties.store(text, "Written at each start of the stack.");
        OwnerOnly.write(file(directory, part), text.toString());
    }

    Map<String, String> ingest() {
        Map<String, String> settings = common(Part.INGEST);
        settings.put("correnteza.ingest.secrets.keys." + secrets.accountKeyId(), secrets.accountKey());
        settings.put("correnteza.ingest.spool.directory", spool.toString());
        // Whoever runs load on a machine of their own means it.
        settings.put("correnteza.ingest.limit.account-per-second", "50000");
        settings.put("correnteza.ingest.limit.account-burst", "500000");
        return settings;
    }

    Map<String, String> processor() {
        Map<String, String> settings = withDatabase(Part.PROCESSOR);
        settings.put("correnteza.processor.secrets.keys." + secrets.accountKeyId(), secrets.accountKey());
        settings.put("correnteza.processor.secrets.current-key-id", secrets.accountKeyId());
        settings.put("correnteza.processor.accounts.webhook-base-url", ports.url(Part.INGEST));
        settings.put("correnteza.processor.gateways.pushinpay.base-url", ports.url(Part.SIMULATOR) + "/api");
        settings.put("correnteza.processor.gateways.efi.base-url", ports.url(Part.SIMULATOR));
        settings.put("correnteza.processor.rebuild.operators", DEMO_TENANT);
        putApiKey(settings, "correnteza.processor");
        return settings;
    }

    Map<String, String> backfill(Optional<String> hotmartAccount) {
        Map<String, String> settings = withDatabase(Part.BACKFILL);
        putApiKey(settings, "correnteza.backfill");
        settings.put("correnteza.backfill.secrets.keys." + secrets.accountKeyId(), secrets.accountKey());
        settings.put("correnteza.backfill.gateways.pushinpay.url", ports.url(Part.SIMULATOR) + "/api");
        settings.put("correnteza.backfill.gateways.efi.url", ports.url(Part.SIMULATOR));
        settings.put("correnteza.backfill.gateways.hotmart.url", ports.url(Part.SIMULATOR));
        settings.put(
                "correnteza.backfill.gateways.hotmart.token-url", ports.url(Part.SIMULATOR) + "/security/oauth/token");
        hotmartAccount.ifPresent(accountId -> {
            String account = "correnteza.backfill.accounts[0].";
            settings.put(account + "tenant-id", DEMO_TENANT);
            settings.put(account + "account-id", accountId);
            settings.put(account + "gateway", "hotmart");
            settings.put(account + "client-id", secrets.hotmartClientId());
            settings.put(account + "client-secret", secrets.hotmartClientSecret());
            settings.put(account + "basic", secrets.hotmartBasic());
        });
        return settings;
    }

    Map<String, String> tracking() {
        Map<String, String> settings = withDatabase(Part.TRACKING);
        putApiKey(settings, "correnteza.tracking");
        settings.put("correnteza.tracking.conversions.url", ports.url(Part.SIMULATOR));
        String pixel = "correnteza.tracking.conversions.pixels[0].";
        settings.put(pixel + "tenant-id", DEMO_TENANT);
        settings.put(pixel + "pixel-id", DEMO_PIXEL);
        settings.put(pixel + "access-token", secrets.pixelToken());
        settings.put(pixel + "action-source", "chat");
        return settings;
    }

    Map<String, String> simulator() {
        return Map.of(
                "port", Integer.toString(ports.of(Part.SIMULATOR)),
                "pixel-id", DEMO_PIXEL,
                "pixel-token", secrets.pixelToken(),
                "hotmart-client-id", secrets.hotmartClientId(),
                "hotmart-client-secret", secrets.hotmartClientSecret(),
                "pushinpay-token", secrets.pushinpayToken(),
                "efi-client-id", Secrets.EFI_CLIENT_ID,
                "efi-client-secret", secrets.efiClientSecret(),
                "efi-pix-key", Secrets.EFI_PIX_KEY);
    }

    private Map<String, String> common(Part part) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("server.address", Ports.HOST);
        settings.put("server.port", Integer.toString(ports.of(part)));
        settings.put("spring.kafka.bootstrap-servers", ports.address(Part.KAFKA));
        settings.put("correnteza.topics.replicas", "1");
        settings.put("correnteza.registry.url", ports.url(Part.REGISTRY));
        settings.put("spring.main.register-shutdown-hook", "false"); // they are stopped in order
        settings.put("spring.main.banner-mode", "off");
        return settings;
    }

    private Map<String, String> withDatabase(Part part) {
        Map<String, String> settings = common(part);
        settings.put("spring.r2dbc.url", database.r2dbcUrl());
        settings.put("spring.r2dbc.username", database.username());
        settings.put("spring.r2dbc.password", database.password());
        settings.put("spring.flyway.url", database.jdbcUrl());
        settings.put("spring.flyway.user", database.username());
        settings.put("spring.flyway.password", database.password());
        return settings;
    }

    private void putApiKey(Map<String, String> settings, String prefix) {
        settings.put(prefix + ".api-keys[0].tenant-id", DEMO_TENANT);
        settings.put(prefix + ".api-keys[0].sha256", secrets.apiKeySha256());
    }
}
