package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.Health;
import dev.correnteza.standalone.data.Part;
import dev.correnteza.standalone.data.Ports;
import dev.correnteza.standalone.data.ProcessMemory;
import dev.correnteza.standalone.data.StackState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Shows how a stack is. */
@Command(
        name = "status",
        description = {
            "Show the parts of the running stack, how long it took to start, and the memory of its processes.",
            "RSS counts pages that processes share once for each; PSS splits them. Fails when a part does not answer."
        })
final class StatusCommand extends BaseCommand {
    private static final long MEGABYTE = 1024 * 1024;

    StatusCommand(Context context) {
        super(context);
    }

    /** @param health ready or down */
    record PartStatus(String part, String address, String health) {}

    /** @param pssBytes {@code null} where the system does not tell */
    record ProcessStatus(
            String process,
            long pid,
            int processes,
            long rssBytes,
            @Nullable Long pssBytes) {}

    /** @param readyAfterMs from the start of the JVM until everything accepted work; {@code null} until then */
    record Status(
            boolean running,
            boolean ready,
            String data,
            String startedAt,
            @Nullable Long readyAfterMs,
            int servicesStarts,
            List<PartStatus> parts,
            List<ProcessStatus> processes,
            long rssBytes,
            @Nullable Long pssBytes) {}

    @Override
    public Integer call() throws IOException, CommandFailure {
        Optional<StackState> state = StackState.running(directory());
        if (state.isEmpty() && output().isJson()) {
            output().json(Map.of("running", false, "data", directory().toString()));
            return FAILED;
        }
        Status status = status(running());
        if (output().isJson()) {
            output().json(status);
        } else {
            print(status);
        }
        return status.ready() ? DONE : FAILED;
    }

    private Status status(StackState state) {
        List<PartStatus> parts = parts(state.portsOfParts());
        List<ProcessMemory> memory = new ArrayList<>();
        List<ProcessStatus> processes = new ArrayList<>();
        pids(state)
                .forEach((name, pid) -> ProcessMemory.of(pid, name.equals("postgres"))
                        .ifPresent(used -> {
                            memory.add(used);
                            processes.add(
                                    new ProcessStatus(name, pid, used.processes(), used.rssBytes(), used.pssBytes()));
                        }));
        ProcessMemory sum = ProcessMemory.sum(memory);
        boolean healthy = parts.stream().noneMatch(part -> part.health().equals("down"));
        return new Status(
                true,
                state.isReady() && healthy,
                directory().toString(),
                state.startedAt().toString(),
                state.readyAfterMs(),
                state.servicesStarts(),
                parts,
                processes,
                sum.rssBytes(),
                sum.pssBytes());
    }

    private static Map<String, Long> pids(StackState state) {
        Map<String, Long> pids = new LinkedHashMap<>();
        pids.put("up (kafka)", state.pid());
        pids.put("services", state.servicesPid());
        state.pids().forEach((part, pid) -> pids.put(part.lowerCaseName(), pid));
        return pids;
    }

    private static List<PartStatus> parts(Ports ports) {
        var health = new Health();
        List<PartStatus> parts = new ArrayList<>();
        for (Part part : Part.values()) {
            boolean healthy = switch (part) {
                case INGEST, PROCESSOR, BACKFILL, TRACKING -> health.isReady(ports.url(part));
                case REGISTRY -> health.answers(ports.url(part) + "/apis/ccompat/v7/subjects");
                case SIMULATOR, KAFKA, POSTGRES -> Health.accepts(Ports.HOST, ports.of(part));
            };
            parts.add(new PartStatus(part.lowerCaseName(), ports.address(part), healthy ? "ready" : "down"));
        }
        return parts;
    }

    private void print(Status status) {
        Long readyAfterMs = status.readyAfterMs();
        output().line((status.ready() ? "ready" : "not ready") + "  data " + status.data() + "  started "
                + status.startedAt()
                + (readyAfterMs == null ? "" : "  ready after %.1f s".formatted(readyAfterMs / 1000.0))
                + "  services started " + status.servicesStarts()
                + (status.servicesStarts() == 1 ? " time" : " times"));
        output().line("");
        output().table(
                        List.of("PART", "ADDRESS", "HEALTH"),
                        status.parts().stream()
                                .map(part -> List.of(part.part(), part.address(), part.health()))
                                .toList());
        output().line("");
        List<List<String>> rows = new ArrayList<>();
        for (ProcessStatus process : status.processes()) {
            rows.add(List.of(
                    process.process(),
                    Long.toString(process.pid()),
                    Integer.toString(process.processes()),
                    megabytes(process.rssBytes()),
                    megabytes(process.pssBytes())));
        }
        rows.add(List.of("in all", "", "", megabytes(status.rssBytes()), megabytes(status.pssBytes())));
        output().table(List.of("PROCESS", "PID", "COUNT", "RSS", "PSS"), rows);
    }

    private static String megabytes(@Nullable Long bytes) {
        return bytes == null ? "-" : bytes / MEGABYTE + " MB";
    }
}
