package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.client.ServiceApi;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Puts a rebuild in place. */
@Command(
        name = "swap",
        description = {
            "Put the rebuilt tables in the place of those in use, which are kept in a schema of their own.",
            "What came meanwhile is applied first; the service goes on, and publishes nothing twice."
        })
final class RebuildSwapCommand extends BaseCommand {
    @Parameters(paramLabel = "ID", description = "As 'rebuild' says it.")
    private String id = "";

    @Option(names = "--yes", description = "Though the books differ: what is only in those in use will be gone.")
    private boolean yes;

    RebuildSwapCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure, InterruptedException {
        ServiceApi processor = service(Part.PROCESSOR);
        JsonNode compared = processor.get(RebuildReport.pathOf(id), Map.of());
        progress(RebuildReport.summary(compared));
        if (!yes && compared.has("equal") && !RebuildReport.isEqual(compared)) {
            throw new CommandFailure("the books differ (expected: equal ones, or --yes; 'correnteza rebuild show " + id
                    + "' shows them)");
        }
        processor.post(RebuildReport.pathOf(id) + "/swap", Map.of("acceptDifferences", yes));
        JsonNode rebuild = RebuildReport.follow(processor, id, this);
        if (!rebuild.path("state").asString("").equals("SWAPPED")) {
            throw new CommandFailure("not swapped: " + Output.text(rebuild.path("errorCode"))
                    + " (expected: none; the books in use are as they were, and it can be told again)");
        }
        if (output().isJson()) {
            output().json(rebuild);
        } else {
            String kept = Output.text(rebuild.path("keptAs"));
            output().line("rebuild " + id + ": swapped; what was replaced is in schema " + kept
                    + ", until nobody needs it: DROP SCHEMA " + kept + " CASCADE");
        }
        return DONE;
    }
}
