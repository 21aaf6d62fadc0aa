package dev.correnteza.standalone.services;

import dev.correnteza.simulator.Simulator;
import dev.correnteza.standalone.data.Part;
import dev.correnteza.standalone.stack.ServiceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** The simulator with the demo tenant's credentials. */
final class SimulatorPart {
    private SimulatorPart() {}

    static AutoCloseable start(Path config) throws IOException {
        var settings = new Properties();
        try (var file = Files.newBufferedReader(ServiceSettings.file(config, Part.SIMULATOR))) {
            settings.load(file);
        }
        return Simulator.start(Integer.parseInt(settings.getProperty("port")), List.of());
    }
}
