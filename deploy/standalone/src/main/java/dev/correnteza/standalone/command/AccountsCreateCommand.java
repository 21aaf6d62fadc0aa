package dev.correnteza.standalone.command;

import dev.correnteza.gateways.Gateways;
import dev.correnteza.standalone.client.Account;
import dev.correnteza.standalone.client.ApiFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes one more account. */
@Command(name = "create", description = "Make one more account of the demo tenant at a gateway.")
final class AccountsCreateCommand extends BaseCommand {
    private static final String FILE_MARK = "@";

    @Parameters(paramLabel = "GATEWAY", description = "Such as hotmart.")
    private String gateway = "";

    @Option(names = "--name", paramLabel = "NAME", description = "What people call it.")
    private @Nullable String displayName;

    @Option(
            names = "--signing-secret",
            paramLabel = "SECRET",
            description = "What the gateway proves itself with; made when left out.")
    private @Nullable String signingSecret;

    @Option(
            names = "--setting",
            paramLabel = "KEY=VALUE",
            description = "A setting of this gateway, @FILE for what a file holds; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--sample",
            paramLabel = "FILE",
            description = "Body of a webhook that the settings are tried on; may be repeated. Needed by custom.")
    private List<Path> samples = new ArrayList<>();

    AccountsCreateCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        requireKnown(gateway);
        String name = displayName == null ? gateway : displayName;
        Map<String, String> read = new LinkedHashMap<>();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            read.put(setting.getKey(), value(setting.getValue()));
        }
        List<byte[]> bodies = new ArrayList<>();
        for (Path sample : samples) {
            bodies.add(bytes(sample));
        }
        Account account = accounts().create(gateway, name, signingSecret, read, bodies);
        if (output().isJson()) {
            output().json(account);
        } else {
            AccountsCommand.print(output(), List.of(account));
        }
        return DONE;
    }

    private String value(String given) throws CommandFailure {
        return given.startsWith(FILE_MARK)
                ? new String(bytes(Path.of(given.substring(FILE_MARK.length()))), StandardCharsets.UTF_8)
                : given;
    }

    private byte[] bytes(Path file) throws CommandFailure {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw misused(file + ": cannot be read (expected: a file)");
        }
    }

    private void requireKnown(String name) {
        if (Gateways.find(name).isEmpty()) {
            String known = Gateways.all().stream()
                    .map(adapter -> adapter.gateway().name())
                    .collect(Collectors.joining(", "));
            throw misused("gateway: '" + name + "' (expected: one of " + known + ")");
        }
    }
}
