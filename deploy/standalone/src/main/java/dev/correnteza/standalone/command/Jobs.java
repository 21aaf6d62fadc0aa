package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.client.ServiceApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The two kinds of long work that backfill-service does. */
enum Jobs {
    BACKFILLS(
            "backfill",
            "/v1/backfills",
            "id state gateway from to dryRun pages records published notUnderstood",
            "pages records published"),
    REPLAYS(
            "replay",
            "/v1/replays",
            "id state source from to dryRun scanned matched written undecodable",
            "scanned matched written");

    private static final Set<String> ENDED = Set.of("DONE", "CANCELED", "FAILED");
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private final String word;
    private final String path;
    private final String columns;
    private final String counts;

    Jobs(String word, String path, String columns, String counts) {
        this.word = word;
        this.path = path;
        this.columns = columns;
        this.counts = counts;
    }

    String word() {
        return word;
    }

    String path() {
        return path;
    }

    List<String> columns() {
        return words(columns);
    }

    String pathOf(String id) {
        return path + "/" + ServiceApi.encoded(id);
    }

    /** Says how far it is until it has ended, and returns how it ended. */
    JsonNode follow(ServiceApi backfill, String id, BaseCommand command) throws ApiFailure, InterruptedException {
        String last = "";
        while (true) {
            JsonNode job = backfill.get(pathOf(id), Map.of());
            String line = word + " " + id + " " + progress(job);
            if (!line.equals(last)) {
                command.progress(line);
                last = line;
            }
            if (ENDED.contains(job.path("state").asString(""))) {
                return job;
            }
            Thread.sleep(POLL_INTERVAL);
        }
    }

    private String progress(JsonNode job) {
        var line = new StringBuilder(job.path("state").asString("?"));
        line.append(" %d%%".formatted(Math.round(job.path("progress").asDouble(0) * 100)));
        for (String count : words(counts)) {
            line.append(' ').append(count).append('=').append(job.path(count).asLong(0));
        }
        JsonNode eta = job.path("etaSeconds");
        if (eta.isNumber()) {
            line.append(" eta ").append(eta.asLong()).append(" s");
        }
        return line.toString();
    }

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }

    static boolean isDone(JsonNode job) {
        return job.path("state").asString("").equals("DONE");
    }
}
