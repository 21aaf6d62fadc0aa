package dev.correnteza.standalone.command;

import dev.correnteza.standalone.data.Part;
import dev.correnteza.standalone.data.Ports;
import dev.correnteza.standalone.data.StackDirectory;
import dev.correnteza.standalone.stack.Stack;
import dev.correnteza.standalone.stack.StackFailure;
import dev.correnteza.standalone.stack.StackOptions;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts a stack and stays until it is stopped. */
@Command(
        name = "up",
        description = {
            "Start everything on this machine: Kafka, PostgreSQL, the schema registry, the services and the simulator,"
                    + " with a demo tenant.",
            "Prints a line that starts with READY when everything accepts work, and stays until Ctrl-C or"
                    + " 'correnteza down'. The data is kept."
        })
final class UpCommand extends BaseCommand {
    @Option(
            names = "--port",
            paramLabel = "PART=N",
            description =
                    "Port of a part: ingest, processor, backfill, tracking, registry, simulator, kafka, postgres.")
    private Map<String, Integer> ports = new LinkedHashMap<>();

    @Option(
            names = "--ports-from",
            paramLabel = "N",
            description = "Ports N to N+7 instead of the standard ones, for the parts in the order of --port.")
    private @Nullable Integer portsFrom;

    @Option(names = "--partitions", paramLabel = "N", description = "Of topics that are created (${DEFAULT-VALUE}).")
    private int partitions = 3;

    @Option(
            names = "--services-jvm",
            paramLabel = "OPTIONS",
            description = "More options for the JVM of the services, such as '-Xmx1g'.")
    private String servicesJvm = "";

    UpCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, StackFailure, StackDirectory.InUse, InterruptedException {
        if (partitions < 1) {
            throw misused("--partitions: " + partitions + " (expected: 1 or more)");
        }
        StackDirectory directory = directory();
        System.setProperty("java.io.tmpdir", directory.path().resolve("tmp").toString());
        Logging.toFile(directory.path().resolve("logs"));
        Ports chosen = chosenPorts();
        var options = new StackOptions(directory, chosen, partitions, words(servicesJvm));
        Stack stack = Stack.create(options, context().clock(), this::progress);
        var failed = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack, failed), "stack-shutdown"));
        failed.set(true);
        stack.start();
        failed.set(false);
        sayReady(stack, chosen);
        String reason = stack.awaitEnd();
        failed.set(true);
        progress("correnteza: " + reason + "; the stack is stopped");
        return FAILED;
    }

    /** To be told to stop, and to have done it in order, is a success. */
    private void stop(Stack stack, AtomicBoolean failed) {
        if (!failed.get()) {
            progress("stopping; the data stays in " + directory());
        }
        stack.close();
        if (!failed.get()) {
            progress("stopped");
            context().out().flush();
            Runtime.getRuntime().halt(DONE);
        }
    }

    private void sayReady(Stack stack, Ports chosen) {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            boolean isHttp = part != Part.KAFKA && part != Part.POSTGRES;
            addresses.put(part.lowerCaseName(), isHttp ? chosen.url(part) : chosen.address(part));
        }
        if (output().isJson()) {
            Map<String, Object> ready = new LinkedHashMap<>();
            ready.put("readyAfterMs", stack.readyAfterMs());
            ready.put("data", directory().toString());
            ready.put("addresses", addresses);
            context().out().print("READY ");
            output().jsonLine(ready);
        } else {
            output().line("READY after " + "%.1f s".formatted(stack.readyAfterMs() / 1000.0) + "  "
                    + addresses.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .collect(Collectors.joining("  ")));
        }
        context().out().flush();
    }

    private Ports chosenPorts() {
        Map<Part, Integer> chosen = new EnumMap<>(Part.class);
        ports.forEach((name, port) -> chosen.put(
                Part.named(name)
                        .orElseThrow(() -> misused("--port: '" + name + "' (expected: one of " + names() + ")")),
                port));
        try {
            return Ports.of(portsFrom, chosen);
        } catch (IllegalArgumentException e) {
            throw misused(String.valueOf(e.getMessage()));
        }
    }

    private static String names() {
        return Arrays.stream(Part.values()).map(Part::lowerCaseName).collect(Collectors.joining(", "));
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+", -1));
    }
}
