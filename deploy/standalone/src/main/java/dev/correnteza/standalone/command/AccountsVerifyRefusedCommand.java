package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Verifies an account's refused webhooks again. */
@Command(
        name = "verify-refused",
        description = "Verify again, with the secrets of now, the webhooks that were refused for their signature.")
final class AccountsVerifyRefusedCommand extends BaseCommand {
    private static final List<String> COLUMNS =
            List.of("receivedAt", "refusedFor", "verdict", "detail", "eventTypes", "letIn", "refusalId");

    @Parameters(paramLabel = "ACCOUNT", description = "As 'accounts' lists it.")
    private String account = "";

    @Option(names = "--let-in", description = "Let in those that are authentic now; else they are only shown.")
    private boolean letIn;

    AccountsVerifyRefusedCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        JsonNode report = accounts().verifyRefused(account, letIn);
        if (output().isJson()) {
            output().json(report);
        } else {
            output().table(COLUMNS, report.path("items"));
            output().line("%s refused, %s authentic now, %s let in"
                    .formatted(
                            Output.text(report.path("checked")),
                            Output.text(report.path("authentic")),
                            Output.text(report.path("letIn"))));
        }
        return DONE;
    }
}
