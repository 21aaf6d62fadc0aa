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

/** What the commands share that decide about one dead letter, or about all that are open and fit. */
abstract class DltChange extends BaseCommand {
    private final String change;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The one; else name --all.")
    private @Nullable String id;

    @Option(names = "--all", description = "All that are open and fit the other options.")
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
        Map<String, Object> body = new LinkedHashMap<>(decision);
        String path = DltCommand.PATH + "/";
        if (id == null) {
            body.putAll(filter.parameters(this));
            body.put("limit", filter.limit(this));
        } else {
            path += ServiceApi.encoded(id) + "/";
        }
        JsonNode answer = service(Part.PROCESSOR).post(path + change, body);
        if (output().isJson()) {
            output().json(answer);
        } else {
            output().fields(answer);
        }
        boolean isWhole =
                answer.path("matched").asInt(0) == answer.path("accepted").asInt(0);
        return isWhole && answer.path("wouldApply").asBoolean(true) ? DONE : FAILED;
    }
}
