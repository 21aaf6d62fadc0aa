package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Makes an API key. */
@Command(
        name = "create",
        description = "Make an API key for the processor's addresses and print it: it is shown once and kept nowhere.")
final class KeyCreateCommand extends BaseCommand {
    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "What it may do: viewer looks, operator puts right, admin makes keys and sees secrets.")
    private Role role = Role.VIEWER;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Who or what will use it.")
    private String name = "";

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "When it ends, such as 2030-01-31 or 2030-01-31T12:00:00Z (never).")
    private @Nullable String expires;

    private enum Role {
        VIEWER,
        OPERATOR,
        ADMIN
    }

    KeyCreateCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("name", name);
        request.put("role", role.name());
        if (expires != null) {
            request.put("expiresAt", String.valueOf(instant("--expires", expires)));
        }
        JsonNode created = service(Part.PROCESSOR).post("/v1/keys", request);
        if (output().isJson()) {
            output().json(created);
        } else {
            output().line(Output.text(created.path("key")));
            progress("key " + Output.text(created.path("keyId")) + ": " + role + "; it is not shown again");
        }
        return DONE;
    }
}
