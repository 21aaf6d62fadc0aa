package dev.correnteza.standalone.stack;

import dev.correnteza.standalone.ServicesMain;
import dev.correnteza.standalone.data.Part;
import dev.correnteza.standalone.data.StackDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The JVM of the services and the simulator. It waits to be told what to start, so that it can be up before the broker is, and
 * ends when its standard input does: with us, however we end.
 */
final class ServicesProcess {
    private final Process process;
    private final Writer commands;

    private ServicesProcess(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    static ServicesProcess spawn(Installation installation, StackDirectory directory, List<String> extraOptions)
            throws IOException {
        Path logs = directory.logs();
        List<String> command = new ArrayList<>();
        command.add(Installation.java().toString());
        Path cache = installation.servicesCache();
        if (extraOptions.stream().noneMatch(option -> option.startsWith("-XX:AOT")) && installation.isUsable(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.addAll(List.of(
                "-Xmx512m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                // Hot code is compiled well, only not while the services start, as the cache would have it.
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-AOTReplayTraining",
                "-XX:Tier4InvocationThreshold=500000",
                "-XX:Tier4MinInvocationThreshold=60000",
                "-XX:Tier4CompileThreshold=1500000",
                "-XX:Tier4BackEdgeThreshold=4000000",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + directory.path().resolve("tmp"),
                "-Dcorrenteza.logs=" + logs,
                "-Dlogback.configurationFile=correnteza-services-logback.xml",
                // One configuration of logging for all; each service would bring its own and end that of the others.
                "-Dorg.springframework.boot.logging.LoggingSystem=none"));
        command.addAll(extraOptions);
        command.addAll(List.of("-cp", installation.classPath(), ServicesMain.class.getName()));
        command.add(directory.config().toString());
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(logs.resolve("services.out").toFile()));
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2"); // glibc's arenas are memory that Java never sees
        return new ServicesProcess(builder.start());
    }

    /** Starts a part; that it has started is seen by its answering. */
    void tellToStart(Part part) {
        try {
            commands.write(ServicesMain.START + part.lowerCaseName() + "\n");
            commands.flush();
        } catch (IOException ended) {
            // Its end is noticed by whoever watches it.
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** Lets it end in order, and by force when it takes too long. */
    void stop(Duration timeout) {
        try {
            commands.close();
        } catch (IOException ended) {
            // Then there is nobody to tell.
        }
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** @throws UncheckedIOException when its log cannot be named */
    static String log(StackDirectory directory) {
        try {
            return directory.logs().resolve("services.log") + " and services.out";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
