package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.client.ServiceApi;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Rebuilds and compares. */
@Command(
        name = "rebuild",
        description = {
            "Make the books anew from the topics, in a second schema, and compare them row by row with those in use.",
            "Changes nothing of these. Fails when the books differ."
        })
final class RebuildCommand extends BaseCommand {
    @Option(
            names = "--examples",
            paramLabel = "N",
            description = "How many rows of a table are named that differ (${DEFAULT-VALUE}).")
    private int examples = 20;

    RebuildCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure, InterruptedException {
        if (examples < 0) {
            throw misused("--examples: " + examples + " (expected: 0 or more)");
        }
        ServiceApi processor = service(Part.PROCESSOR);
        JsonNode started = processor.post(RebuildReport.PATH, Map.of("examples", examples));
        JsonNode rebuild =
                RebuildReport.follow(processor, started.path("rebuildId").asString(""), this);
        RebuildReport.print(rebuild, output());
        return RebuildReport.isEqual(rebuild) ? DONE : FAILED;
    }
}
