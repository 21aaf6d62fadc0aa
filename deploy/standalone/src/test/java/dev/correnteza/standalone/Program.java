package dev.correnteza.standalone;

import static org.awaitility.Awaitility.await;

import dev.correnteza.standalone.data.Part;
import dev.correnteza.standalone.data.Ports;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as the launcher runs it, in processes of its own. */
final class Program {
    private static final Path HOME = Path.of(System.getProperty("correnteza.home"));
    private static final long COMMAND_TIMEOUT_SECONDS = 120;
    // Below those that tests take one by one, and those that the system gives to outgoing connections.
    private static final int FIRST_PORT = 10_000;
    private static final int LAST_PORT = 15_000;
    private static final int PORTS = 20;
    private static final List<FileChannel> HELD = new CopyOnWriteArrayList<>();

    private final Path data;
    private final Path scratch;
    private final int portsFrom;

    Program(Path data, Path scratch, int portsFrom) {
        this.data = data;
        this.scratch = scratch;
        this.portsFrom = portsFrom;
    }

    /** What a command left. */
    record Result(int code, String out, String err) {
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    Process up() throws IOException {
        ProcessBuilder up = new ProcessBuilder(
                        command(List.of("up", "--data", data.toString(), "--ports-from", "" + portsFrom)))
                .redirectOutput(upOutput().toFile())
                .redirectError(Redirect.appendTo(scratch.resolve("up.err").toFile()));
        up.environment()
                .putAll(Map.of(
                        "CORRENTEZA_PROCESSOR_JANITOR_ASK_AFTER", "5s",
                        "CORRENTEZA_PROCESSOR_JANITOR_LOOK_EVERY", "1s",
                        "CORRENTEZA_PROCESSOR_REFUSED_LOOK_EVERY", "1s"));
        return up.start();
    }

    /** Where a part listens. */
    String url(Part part) {
        return Ports.of(portsFrom, Map.of()).url(part);
    }

    /** What the latest {@code up} printed. */
    Path upOutput() {
        return scratch.resolve("up.out");
    }

    String upErrors() throws IOException {
        return Files.readString(scratch.resolve("up.err"));
    }

    Result run(String... args) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(args));
        words.addAll(List.of("--data", data.toString()));
        Path out = Files.createTempFile(scratch, "out", null);
        Path err = Files.createTempFile(scratch, "err", null);
        Process process = new ProcessBuilder(command(words))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(COMMAND_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Result(
                process.waitFor(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    /** Waits for what a command says, asking once a second: each question is a process of its own. */
    static ConditionFactory asking(Duration atMost) {
        return await().atMost(atMost).pollDelay(Duration.ZERO).pollInterval(Duration.ofSeconds(1));
    }

    private static List<String> command(List<String> args) throws IOException {
        String jars = System.getProperty("correnteza.jar")
                + File.pathSeparator
                + Files.readString(HOME.resolve("classpath")).strip();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dcorrenteza.home=" + HOME,
                "-cp",
                jars,
                Correnteza.class.getName()));
        command.addAll(args);
        return command;
    }

    /** Processes that name the data directory: all of the stack's, and none other. */
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains(data.toString()))
                .toList();
    }

    static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", "" + process.pid(), "cmdline"), StandardCharsets.UTF_8)
                    .replace('\0', ' ');
        } catch (IOException endedOrNoProc) {
            return process.info().commandLine().orElse("");
        }
    }

    /**
     * The first of as many ports in a row as the stack takes. They are nobody else's as long as this process lives: stacks of other
     * tests start at the same time, and bind their ports seconds after they chose them.
     */
    static int freePorts() throws IOException {
        Path slots = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "ports"));
        for (int from = FIRST_PORT; from < LAST_PORT; from += PORTS) {
            FileChannel slot =
                    FileChannel.open(slots.resolve("" + from), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isOurs(slot) && Ports.of(from, Map.of()).taken().isEmpty()) {
                HELD.add(slot);
                return from;
            }
            slot.close();
        }
        throw new IllegalStateException("ports: none free from " + FIRST_PORT + " to " + LAST_PORT);
    }

    private static boolean isOurs(FileChannel slot) throws IOException {
        try {
            return slot.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // another test of this process has it
        }
    }
}
