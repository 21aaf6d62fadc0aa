package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists dead letters. */
@Command(name = "dlt", description = "List what could not be applied after all retries, the newest first, and why.")
final class DltCommand extends BaseCommand {
    static final String PATH = "/v1/dead-letters";

    private static final List<String> COLUMNS = List.of(
            "deadLetterId",
            "lastFailedAt",
            "state",
            "errorCode",
            "attempts",
            "gateway",
            "accountId",
            "type",
            "eventId");

    private static final int LISTED = 50;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only those in this state: open, retrying, applied, mended or discarded.")
    private String state = "";

    @Mixin
    private DltFilter filter = new DltFilter();

    DltCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        Map<String, String> parameters = filter.parameters(this);
        parameters.put("state", state);
        List<JsonNode> letters = Pages.read(service(Part.PROCESSOR), PATH, parameters, filter.limit(this, LISTED));
        if (output().isJson()) {
            output().json(letters);
        } else {
            output().table(COLUMNS, letters);
        }
        return DONE;
    }
}
