package dev.correnteza.standalone.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a running stack tells the commands, through a file in its directory.
 *
 * @param pid of the process that started it
 * @param pidStartedAt when that process began, in epoch milliseconds: process ids are used again
 * @param ports of each part
 * @param pids of the processes beside it: services, registry, postgres
 * @param startedAt when the start began
 * @param readyAfterMs from the start of the JVM until everything accepted work; {@code null} until then
 * @param servicesReady whether the services accept work, as far as the stack knows
 * @param servicesStarts how often the services were started
 */
public record StackState(
        long pid,
        long pidStartedAt,
        Map<Part, Integer> ports,
        Map<Part, Long> pids,
        long servicesPid,
        Instant startedAt,
        @Nullable Long readyAfterMs,
        boolean servicesReady,
        int servicesStarts) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** The stack that runs in this directory; empty when none does. */
    public static Optional<StackState> running(StackDirectory directory) throws IOException {
        try {
            StackState state = JSON.readValue(Files.readString(directory.stateFile()), StackState.class);
            return state.process().isPresent() ? Optional.of(state) : Optional.empty();
        } catch (NoSuchFileException | JacksonException noneOrOfAnotherVersion) {
            return Optional.empty();
        }
    }

    public void write(StackDirectory directory) throws IOException {
        OwnerOnly.write(directory.stateFile(), JSON.writeValueAsString(this));
    }

    public static void delete(StackDirectory directory) throws IOException {
        Files.deleteIfExists(directory.stateFile());
    }

    /** The process that started the stack, while it lives. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(process -> process.isAlive() && startedAt(process) == pidStartedAt);
    }

    /** When a process began, in epoch milliseconds; 0 where the system does not tell. */
    public static long startedAt(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    public Ports portsOfParts() {
        return Ports.of(null, ports);
    }

    public boolean isReady() {
        return readyAfterMs != null && servicesReady;
    }
}
