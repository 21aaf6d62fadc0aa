package dev.correnteza.bench.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What all measurements have. */
abstract class BaseCommand implements Callable<Integer> {
    private static final JsonMapper INDENTED =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Clock clock;
    private final PrintWriter out;
    private final PrintWriter err;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Option(names = "--seed", defaultValue = "1", description = "Decides what is sent and when (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where the run makes its own directory, on a real disk (target/runs of the module).")
    private @Nullable Path directory;

    @Option(names = "--keep", description = "Leave the run's directory with logs, topics and spool.")
    private boolean keep;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    BaseCommand(Clock clock, PrintWriter out, PrintWriter err) {
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    final Clock clock() {
        return clock;
    }

    final long seed() {
        return seed;
    }

    final boolean keep() {
        return keep;
    }

    final Path directory() {
        return directory == null
                ? Path.of(System.getProperty("correnteza.bench.home", System.getProperty("java.io.tmpdir")), "runs")
                : directory;
    }

    final void progress(String line) {
        err.println(line);
    }

    /** As JSON where that was asked for, else line by line. */
    final void print(Object result, String... lines) {
        if (json) {
            out.println(INDENTED.writeValueAsString(result));
        } else {
            for (String line : lines) {
                out.println(line);
            }
        }
    }

    final void requireWithin(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ParameterException(
                    spec.commandLine(), option + ": " + value + " (expected: " + min + " to " + max + ")");
        }
    }
}
