package dev.correnteza.standalone.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/**
 * What commands have of the world around them.
 *
 * @param out results
 * @param err progress and errors
 * @param environment variables
 * @param userHome home directory
 */
public record Context(Clock clock, PrintWriter out, PrintWriter err, Map<String, String> environment, String userHome) {

    public static Context ofThisProcess(Clock clock) {
        return new Context(
                clock,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                System.getenv(),
                System.getProperty("user.home"));
    }
}
