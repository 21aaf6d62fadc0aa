package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.client.ServiceApi;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows a dead letter. */
@Command(name = "show", description = "Show one, with the fields of its event as they can be mended.")
final class DltShowCommand extends BaseCommand {
    @Parameters(paramLabel = "ID", description = "As 'dlt list' shows it.")
    private String id = "";

    DltShowCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        JsonNode letter = service(Part.PROCESSOR).get(DltCommand.PATH + "/" + ServiceApi.encoded(id), Map.of());
        if (output().isJson()) {
            output().json(letter);
        } else {
            output().fields(letter);
        }
        return DONE;
    }
}
