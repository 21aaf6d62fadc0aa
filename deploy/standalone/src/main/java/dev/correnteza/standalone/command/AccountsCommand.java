package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.Account;
import dev.correnteza.standalone.client.ApiFailure;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists the accounts. */
@Command(
        name = "accounts",
        description = "List the demo tenant's gateway accounts with their webhook addresses and signing secrets.")
final class AccountsCommand extends BaseCommand {
    AccountsCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        List<Account> accounts = accounts().list();
        if (output().isJson()) {
            output().json(accounts);
        } else {
            print(output(), accounts);
        }
        return DONE;
    }

    static void print(Output output, List<Account> accounts) {
        output.table(
                List.of("GATEWAY", "ACCOUNT", "STATUS", "SIGNING SECRETS", "WEBHOOK URL"),
                accounts.stream()
                        .map(account -> List.of(
                                account.gateway(),
                                account.accountId(),
                                account.status(),
                                String.join(",", account.signingSecrets()),
                                account.webhookUrl()))
                        .toList());
    }
}
