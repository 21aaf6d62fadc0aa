package dev.correnteza.standalone;

import dev.correnteza.standalone.data.Part;
import dev.correnteza.standalone.services.HostedParts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The JVM that hosts the four services and the simulator. Reads {@code start <part>} from its standard input, a line each, and
 * stops everything when that ends.
 */
public final class ServicesMain {
    public static final String START = "start ";

    private ServicesMain() {}

    /** @param args the directory of the parts' settings */
    public static void main(String[] args) throws IOException {
        var parts = new HostedParts(Path.of(args[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(parts::stop, "services-shutdown"));
        try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(START)) {
                    Part.named(line.substring(START.length())).ifPresent(parts::start);
                }
            }
        }
        System.exit(0);
    }
}
