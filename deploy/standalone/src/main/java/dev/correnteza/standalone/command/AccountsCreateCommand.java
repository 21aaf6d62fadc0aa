package dev.correnteza.standalone.command;

import dev.correnteza.gateways.Gateways;
import dev.correnteza.standalone.client.Account;
import dev.correnteza.standalone.client.ApiFailure;
import java.io.IOException;
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
    @Parameters(paramLabel = "GATEWAY", description = "Such as hotmart.")
    private String gateway = "";

    @Option(names = "--name", paramLabel = "NAME", description = "What people call it.")
    private @Nullable String displayName;

    @Option(
            names = "--signing-secret",
            paramLabel = "SECRET",
            description = "What the gateway proves itself with; made when left out.")
    private @Nullable String signingSecret;

    @Option(names = "--setting", paramLabel = "KEY=VALUE", description = "A setting of this gateway; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    AccountsCreateCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        requireKnown(gateway);
        String name = displayName == null ? gateway : displayName;
        Account account = accounts().create(gateway, name, signingSecret, settings);
        if (output().isJson()) {
            output().json(account);
        } else {
            AccountsCommand.print(output(), List.of(account));
        }
        return DONE;
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
