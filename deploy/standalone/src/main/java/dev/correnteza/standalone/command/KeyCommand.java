package dev.correnteza.standalone.command;

import dev.correnteza.standalone.data.Secrets;
import dev.correnteza.standalone.stack.ServiceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import picocli.CommandLine.Command;

/** Tells the API key. */
@Command(
        name = "key",
        description =
                "Print the demo tenant's API key, which the services' /v1 addresses take as 'Authorization: Bearer'.")
final class KeyCommand extends BaseCommand {
    KeyCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure {
        if (!Files.exists(directory().path().resolve("secrets").resolve("api-key"))) {
            throw new CommandFailure("no stack was ever started in " + directory()
                    + " (expected: its secrets; start one with 'correnteza up', or name its directory with --data)");
        }
        String key = Secrets.readOrMake(directory()).apiKey();
        if (output().isJson()) {
            output().json(Map.of("tenantId", ServiceSettings.DEMO_TENANT, "apiKey", key));
        } else {
            output().line(key);
        }
        return DONE;
    }
}
