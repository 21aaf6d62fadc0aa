package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.client.ServiceApi;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Takes a split back. */
@Command(name = "unsplit", description = "Take a split back: whoever shares its names is one customer again.")
final class CustomerUnsplitCommand extends BaseCommand {
    @Parameters(paramLabel = "DECISION", description = "As 'customer split' answered it.")
    private String decision = "";

    CustomerUnsplitCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        JsonNode answer = service(Part.PROCESSOR).delete("/v1/customer-splits/" + ServiceApi.encoded(decision));
        if (output().isJson()) {
            output().json(answer);
        } else {
            output().fields(answer);
        }
        return DONE;
    }
}
