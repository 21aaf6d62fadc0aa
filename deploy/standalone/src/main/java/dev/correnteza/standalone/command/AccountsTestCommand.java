package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Says what would stop an account's webhooks. */
@Command(name = "test", description = "Say what would stop an account's webhooks; fails when something would.")
final class AccountsTestCommand extends BaseCommand {
    @Parameters(paramLabel = "ACCOUNT", description = "As 'accounts' lists it.")
    private String account = "";

    AccountsTestCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        JsonNode result = accounts().test(account);
        boolean ready = result.path("ready").asBoolean();
        if (output().isJson()) {
            output().json(result);
        } else if (ready) {
            output().line("account " + account + ": nothing is in the way");
        } else {
            output().table(List.of("code", "detail"), result.path("problems"));
        }
        return ready ? DONE : FAILED;
    }
}
