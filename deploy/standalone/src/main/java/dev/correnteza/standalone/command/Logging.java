package dev.correnteza.standalone.command;

import java.nio.file.Path;

/** Where the libraries' log goes. Said before the first of them is used. */
final class Logging {
    private static final String CONFIGURATION = "logback.configurationFile";

    private Logging() {}

    static void toFile(Path logs) {
        System.setProperty("correnteza.logs", logs.toString());
        System.setProperty(CONFIGURATION, "correnteza-up-logback.xml");
    }

    /** What matters to the person at the terminal is said by the command itself. */
    static void quiet() {
        if (System.getProperty(CONFIGURATION) == null) {
            System.setProperty(CONFIGURATION, "correnteza-quiet-logback.xml");
        }
    }
}
