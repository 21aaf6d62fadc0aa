package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.client.ServiceApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What a rebuild answers, for people. */
final class RebuildReport {
    static final String PATH = "/v1/rebuilds";

    private static final Set<String> UNDER_WAY = Set.of("BUILDING", "COMPARING", "SWAPPING");
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    private static final List<String> COLUMNS =
            List.of("table", "live", "rebuilt", "onlyLive", "onlyRebuilt", "different", "otherOrder", "forgotten");

    private RebuildReport() {}

    static String pathOf(String id) {
        return PATH + "/" + ServiceApi.encoded(id);
    }

    /** Says how far it is until it has ended, and returns how it ended. */
    static JsonNode follow(ServiceApi processor, String id, BaseCommand command)
            throws ApiFailure, InterruptedException {
        String last = "";
        while (true) {
            JsonNode rebuild = processor.get(pathOf(id), Map.of());
            String line = "rebuild %s %s %d%% read=%d total=%d"
                    .formatted(
                            id,
                            Output.text(rebuild.path("state")),
                            Math.round(rebuild.path("progress").asDouble(0) * 100),
                            rebuild.path("read").asLong(0),
                            rebuild.path("total").asLong(0));
            if (!line.equals(last)) {
                command.progress(line);
                last = line;
            }
            if (!UNDER_WAY.contains(rebuild.path("state").asString(""))) {
                return rebuild;
            }
            Thread.sleep(POLL_INTERVAL);
        }
    }

    static boolean isEqual(JsonNode rebuild) {
        return rebuild.path("equal").asBoolean(false);
    }

    static boolean hasFailed(JsonNode rebuild) {
        return rebuild.path("state").asString("").equals("FAILED");
    }

    static void print(JsonNode rebuild, Output output) {
        if (output.isJson()) {
            output.json(rebuild);
            return;
        }
        JsonNode tables = rebuild.path("tables");
        if (!tables.isEmpty()) {
            output.table(COLUMNS, tables);
        }
        List<List<String>> examples = new ArrayList<>();
        for (JsonNode table : tables) {
            for (JsonNode example : table.path("examples")) {
                examples.add(List.of(
                        Output.text(table.path("table")),
                        Output.text(example.path("kind")),
                        example.path("columns").valueStream().map(Output::text).collect(Collectors.joining(",")),
                        example.path("key")
                                .propertyStream()
                                .map(part -> part.getKey() + "=" + Output.text(part.getValue()))
                                .collect(Collectors.joining(" "))));
            }
        }
        if (!examples.isEmpty()) {
            output.line("");
            output.table(List.of("TABLE", "ROW IS", "COLUMNS", "KEY"), examples);
        }
        for (JsonNode start : rebuild.path("forgottenBeginnings")) {
            output.line("%s, partition %s begins at %s: what its older records told is in no rebuild"
                    .formatted(
                            Output.text(start.path("topic")),
                            Output.text(start.path("partition")),
                            Output.text(start.path("earliest"))));
        }
        long behind = rebuild.path("liveBehind").asLong(0);
        if (behind > 0) {
            output.line("the service has " + behind + " records still to apply: what they change differs");
        }
        output.line(summary(rebuild));
    }

    static String summary(JsonNode rebuild) {
        String id = Output.text(rebuild.path("rebuildId"));
        if (!rebuild.has("equal")) {
            return "rebuild " + id + ": " + Output.text(rebuild.path("state"))
                    + (hasFailed(rebuild) ? ", " + Output.text(rebuild.path("errorCode")) : "");
        }
        long differences = rebuild.path("tables")
                .valueStream()
                .mapToLong(table -> table.path("onlyLive").asLong(0)
                        + table.path("onlyRebuilt").asLong(0)
                        + table.path("different").asLong(0))
                .sum();
        return "rebuild " + id + ": "
                + (differences == 0
                        ? "equal to the books in use"
                        : differences + " rows differ; 'correnteza rebuild swap " + id
                                + " --yes' puts the rebuilt ones in place");
    }
}
