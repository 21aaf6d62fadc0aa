package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.embedded.Database;
import dev.correnteza.embedded.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The service in a process of its own, on the shared broker, to be ended where it hurts. */
final class ChildProcessor implements AutoCloseable {
    /** How a child ends that ended itself. */
    static final int HALTED = 99;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LAST_LINES = 30;

    private final Process process;
    private final Path output;
    private final int port;

    private ChildProcessor(Process process, Path output, int port) {
        this.process = process;
        this.output = output;
        this.port = port;
    }

    static ChildProcessor start(Database database, String... more) throws IOException {
        int port = TestStack.freePort();
        List<String> options = new ArrayList<>(List.of(more));
        options.add("--server.port=" + port);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ProcessorApplication.class.getName()));
        command.addAll(RunningProcessor.arguments(
                database, TestStack.kafka().bootstrapServers(), options.toArray(String[]::new)));
        Path output = Files.createTempFile("child", ".log");
        return new ChildProcessor(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output,
                port);
    }

    /** Options that end a child when it is about to send its first record to this topic. */
    static String[] haltingOnSend(String topic) {
        return halting(HaltOnSend.class, topic);
    }

    /** Options that end a child when the broker has acknowledged its first record in this topic, and nobody was told. */
    static String[] haltingOnAcknowledgement(String topic) {
        return halting(HaltOnAcknowledgement.class, topic);
    }

    /** Options that end a child when this group has done a batch of this topic, and its offsets are not committed. */
    static String[] haltingAfterBatch(String group, String topic) {
        return new String[] {
            "--spring.main.sources=" + HaltAfterCommit.class.getName(), "--halt.group=" + group, "--halt.topic=" + topic
        };
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Returns when it has ended itself; fails, with the last it said, when it ends otherwise or not at all. */
    void awaitHalt() throws IOException, InterruptedException {
        assertThat(process.waitFor(PATIENCE)).as("child ended: %s", lastLines()).isTrue();
        assertThat(process.exitValue()).as("child halted: %s", lastLines()).isEqualTo(HALTED);
    }

    /** Ends it from outside, as the kernel does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() throws IOException {
        kill();
        Files.deleteIfExists(output);
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(output);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    private static String[] halting(Class<?> interceptor, String topic) {
        String properties = "--spring.kafka.producer.properties.";
        return new String[] {
            properties + "interceptor.classes=" + interceptor.getName(), properties + HaltOnSend.TOPIC + "=" + topic
        };
    }
}
