package dev.correnteza.standalone.services;

import dev.correnteza.simulator.Simulator;
import dev.correnteza.simulator.efi.EfiCredentials;
import dev.correnteza.simulator.efi.EfiSandbox;
import dev.correnteza.simulator.hotmart.HotmartCredentials;
import dev.correnteza.simulator.hotmart.HotmartSandbox;
import dev.correnteza.simulator.meta.ConversionsSandbox;
import dev.correnteza.simulator.pushinpay.PushinPaySandbox;
import dev.correnteza.standalone.data.Part;
import dev.correnteza.standalone.stack.ServiceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The simulator, which knows the demo tenant's credentials and nobody else's. */
final class SimulatorPart {
    private SimulatorPart() {}

    static AutoCloseable start(Path config) throws IOException {
        var settings = new Properties();
        try (var file = Files.newBufferedReader(ServiceSettings.file(config, Part.SIMULATOR))) {
            settings.load(file);
        }
        Clock clock = Clock.systemUTC();
        var hotmart = new HotmartCredentials(
                settings.getProperty("hotmart-client-id"), settings.getProperty("hotmart-client-secret"));
        var efi = new EfiCredentials(
                settings.getProperty("efi-client-id"),
                settings.getProperty("efi-client-secret"),
                settings.getProperty("efi-pix-key"));
        Map<String, String> pixels = Map.of(settings.getProperty("pixel-id"), settings.getProperty("pixel-token"));
        return Simulator.start(
                Integer.parseInt(settings.getProperty("port")),
                List.of(
                        new HotmartSandbox(hotmart, clock),
                        new PushinPaySandbox(settings.getProperty("pushinpay-token")),
                        new EfiSandbox(efi, clock),
                        new ConversionsSandbox(pixels, clock)));
    }
}
