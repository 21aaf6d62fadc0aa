package dev.correnteza.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the root README tells people to type. */
final class Readme {
    static final String LAUNCHER = "deploy/correnteza ";

    private static final Path FILE = Path.of("..", "..", "README.md");

    private Readme() {}

    /** Its commands, in their order. */
    static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(FILE)) {
            if (line.startsWith("```")) {
                inside = line.equals("```sh");
            } else if (inside && !line.isBlank()) {
                commands.add(line);
            }
        }
        return commands;
    }
}
