package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.client.ServiceApi;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the commands share that decide about one dead letter, or about all that are open and fit. */
abstract class DltChange extends BaseCommand {
    private static final int AT_ONCE = 100;

    private final String change;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The one; else name --all.")
    private @Nullable String id;

    @Option(names = "--all", description = "All that are open and fit the other options, as many as there are.")
    private boolean all;

    @Mixin
    private DltFilter filter = new DltFilter();

    DltChange(Context context, String change) {
        super(context);
        this.change = change;
    }

    final int decide(Map<String, Object> decision) throws IOException, CommandFailure, ApiFailure {
        if ((id != null) == all) {
            throw misused("which one is " + (all ? "said twice" : "missing") + " (expected: an ID, or --all)");
        }
        JsonNode answer =
                id == null ? decideAll(decision) : service(Part.PROCESSOR).post(path(id), decision);
        if (output().isJson()) {
            output().json(answer);
        } else {
            output().fields(answer);
        }
        boolean isWhole =
                answer.path("matched").asLong(0) == answer.path("accepted").asLong(0);
        return isWhole && answer.path("wouldApply").asBoolean(true) ? DONE : FAILED;
    }

    // Each page behind the one before: what was accepted may stay open for a moment.
    private JsonNode decideAll(Map<String, Object> decision) throws IOException, CommandFailure, ApiFailure {
        int limit = filter.limit(this, Integer.MAX_VALUE);
        ServiceApi processor = service(Part.PROCESSOR);
        long matched = 0;
        long accepted = 0;
        String cursor = "";
        do {
            Map<String, Object> body = new LinkedHashMap<>(decision);
            body.putAll(filter.parameters(this));
            body.put("limit", Math.min(AT_ONCE, limit - matched));
            if (!cursor.isEmpty()) {
                body.put("cursor", cursor);
            }
            JsonNode counts = processor.post(DltCommand.PATH + "/" + change, body);
            matched += counts.path("matched").asLong(0);
            accepted += counts.path("accepted").asLong(0);
            cursor = counts.path("nextCursor").asString("");
            progress("dlt " + change + ": " + matched + " matched, " + accepted + " accepted");
        } while (!cursor.isEmpty() && matched < limit);
        return JsonMapper.shared().createObjectNode().put("matched", matched).put("accepted", accepted);
    }

    private String path(String letterId) {
        return DltCommand.PATH + "/" + ServiceApi.encoded(letterId) + "/" + change;
    }
}
