package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.client.ServiceApi;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows a customer. */
@Command(name = "show", description = "Show one, with the names that make all of that one person.")
final class CustomerShowCommand extends BaseCommand {
    @Parameters(paramLabel = "ID", description = "As 'payments' shows it.")
    private String id = "";

    CustomerShowCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        JsonNode customer = service(Part.PROCESSOR).get(CustomerCommand.PATH + ServiceApi.encoded(id), Map.of());
        if (output().isJson()) {
            output().json(customer);
        } else {
            output().fields(customer);
        }
        return DONE;
    }
}
