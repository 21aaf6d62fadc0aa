package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Lists API keys. */
@Command(name = "list", description = "List the demo tenant's API keys, those that have ended too.")
final class KeyListCommand extends BaseCommand {
    private static final List<String> COLUMNS =
            List.of("keyId", "role", "source", "createdAt", "lastUsedAt", "expiresAt", "revokedAt", "name");

    KeyListCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        JsonNode keys = service(Part.PROCESSOR).get("/v1/keys", Map.of()).path("items");
        if (output().isJson()) {
            output().json(keys);
        } else {
            output().table(COLUMNS, keys);
        }
        return DONE;
    }
}
