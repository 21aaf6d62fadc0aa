package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.client.ServiceApi;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Ends an API key. */
@Command(name = "revoke", description = "End an API key for good, within 5 seconds.")
final class KeyRevokeCommand extends BaseCommand {
    @Parameters(paramLabel = "KEY", description = "Id of the key, as 'key list' shows it.")
    private String keyId = "";

    KeyRevokeCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        JsonNode key = service(Part.PROCESSOR).post("/v1/keys/" + ServiceApi.encoded(keyId) + "/revoke", Map.of());
        if (output().isJson()) {
            output().json(key);
        } else {
            output().line("key " + keyId + ": revoked at " + Output.text(key.path("revokedAt")));
        }
        return DONE;
    }
}
