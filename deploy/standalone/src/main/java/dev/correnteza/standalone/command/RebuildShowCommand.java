package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows a rebuild. */
@Command(name = "show", description = "Show how far it is, and what differs. Fails when it failed or the books differ.")
final class RebuildShowCommand extends BaseCommand {
    @Parameters(paramLabel = "ID", description = "As 'rebuild' says it.")
    private String id = "";

    RebuildShowCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        JsonNode rebuild = service(Part.PROCESSOR).get(RebuildReport.pathOf(id), Map.of());
        RebuildReport.print(rebuild, output());
        return rebuild.path("equal").asBoolean(!RebuildReport.hasFailed(rebuild)) ? DONE : FAILED;
    }
}
