package dev.correnteza.standalone.command;

import dev.correnteza.embedded.RegistryServer;
import dev.correnteza.standalone.data.Part;
import dev.correnteza.standalone.data.Ports;
import dev.correnteza.standalone.data.StackDirectory;
import dev.correnteza.standalone.stack.Installation;
import dev.correnteza.standalone.stack.Stack;
import dev.correnteza.standalone.stack.StackFailure;
import dev.correnteza.standalone.stack.StackOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Runs a stack once, for nobody, so that the JVMs of those to come start fast. The launcher runs this after a build, with a
 * JVM that writes a cache of its own when it ends.
 */
@Command(name = "prepare", hidden = true, description = "Write the caches that make later starts fast.")
final class PrepareCommand extends BaseCommand {
    private static final int FIRST_PORT = 15_000;
    private static final int LAST_PORT = 31_000;
    private static final int ATTEMPTS = 100;

    PrepareCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, StackFailure, StackDirectory.InUse, CommandFailure {
        Installation installation = Installation.ofThisJvm();
        Path training = installation.home().resolve("training");
        StackDirectory.delete(training);
        StackDirectory directory = StackDirectory.at(training);
        System.setProperty("java.io.tmpdir", training.resolve("tmp").toString());
        Files.createDirectories(training.resolve("tmp"));
        Logging.toFile(training.resolve("logs"));
        RegistryServer.prepare(installation.home().resolve("registry"));

        Path cache = installation.servicesCache();
        Path unfinished = cache.resolveSibling("services.aot.new");
        Files.createDirectories(cache.resolveSibling("."));
        Files.deleteIfExists(unfinished);
        var options = new StackOptions(directory, freePorts(), 1, List.of("-XX:AOTCacheOutput=" + unfinished));
        try (Stack stack = Stack.create(options, context().clock(), line -> {})) {
            stack.start();
            exercise(directory);
        }
        if (Files.exists(unfinished)) {
            Files.move(unfinished, cache, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        StackDirectory.delete(training);
        return DONE;
    }

    /** What people do first. Its results are nobody's. */
    private void exercise(StackDirectory directory) {
        var nowhere = new PrintWriter(Writer.nullWriter());
        var context = new Context(
                context().clock(), nowhere, nowhere, Map.of(), context().userHome());
        CommandLine line = CommandLines.of(context);
        String data = "--data=" + directory;
        line.execute("send", "hotmart", "purchase_approved-pix", "--fresh", "--count=200", data);
        line.execute("accounts", "--json", data);
        line.execute("accounts", data);
        line.execute("payments", data);
        line.execute("webhooks", "--json", data);
        line.execute("replay", "list", data);
        line.execute("backfill", "list", data);
        line.execute("tail", "payment-events", "--from-beginning", "--no-follow", data);
        line.execute("key", data);
        line.execute("status", data);
    }

    private static Ports freePorts() throws CommandFailure {
        return IntStream.range(0, ATTEMPTS)
                .map(attempt -> RandomGenerator.getDefault().nextInt(FIRST_PORT, LAST_PORT))
                .mapToObj(from -> Ports.of(from, Map.<Part, Integer>of()))
                .filter(ports -> ports.taken().isEmpty())
                .findFirst()
                .orElseThrow(() -> new CommandFailure("free ports: none found (expected: eight in a row)"));
    }
}
