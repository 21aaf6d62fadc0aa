package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Disables or enables an account. */
@Command(description = "Do this to an account: the webhooks of a disabled one are answered 404.")
final class AccountsChangeCommand extends BaseCommand {
    private final String change;

    @Parameters(paramLabel = "ACCOUNT", description = "As 'accounts' lists it.")
    private String account = "";

    AccountsChangeCommand(Context context, String change) {
        super(context);
        this.change = change;
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        JsonNode page = accounts().change(account, change);
        if (output().isJson()) {
            output().json(page);
        } else {
            output().line("account " + account + ": " + Output.text(page.path("status")));
        }
        return DONE;
    }
}
