package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Mends dead letters. */
@Command(
        name = "mend",
        description = {
            "Apply its event with changes in place of the record.",
            "Fails unless all were accepted; a dry run fails when it would not be applied."
        })
final class DltMendCommand extends DltChange {
    @Option(
            names = "--patch",
            paramLabel = "JSON",
            required = true,
            description = "JSON Patch (RFC 6902) of the event as 'dlt show' prints it; @FILE reads a file.")
    private String patch = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; kept with the decision. Needed but for --dry-run.")
    private @Nullable String reason;

    @Option(
            names = "--dry-run",
            description = "Show what would change and whether it would be applied; change nothing.")
    private boolean dryRun;

    DltMendCommand(Context context) {
        super(context, "mend");
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        if (reason == null && !dryRun) {
            throw misused("--reason: missing (expected: why, or --dry-run)");
        }
        Map<String, Object> decision = new LinkedHashMap<>();
        decision.put("patch", operations());
        decision.put("dryRun", dryRun);
        if (reason != null) {
            decision.put("reason", reason);
        }
        return decide(decision);
    }

    private JsonNode operations() throws IOException {
        try {
            return JsonMapper.shared()
                    .readTree(patch.startsWith("@") ? Files.readString(Path.of(patch.substring(1))) : patch);
        } catch (JacksonException e) {
            throw misused("--patch: no JSON (expected: a JSON Patch, or @FILE)");
        }
    }
}
