package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows one account. */
@Command(name = "show", description = "Show an account: its address, its secrets and since when its signatures fail.")
final class AccountsShowCommand extends BaseCommand {
    private static final List<String> SECRETS =
            List.of("kind", "validFrom", "validUntil", "keyId", "readable", "secretId");

    @Parameters(paramLabel = "ACCOUNT", description = "As 'accounts' lists it.")
    private String account = "";

    AccountsShowCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        JsonNode page = accounts().show(account);
        if (output().isJson()) {
            output().json(page);
        } else {
            print(output(), page);
        }
        return DONE;
    }

    static void print(Output output, JsonNode page) {
        output.table(
                List.of("FIELD", "VALUE"),
                List.of(
                        List.of("account", Output.text(page.path("accountId"))),
                        List.of("gateway", Output.text(page.path("gateway"))),
                        List.of("name", Output.text(page.path("displayName"))),
                        List.of("status", Output.text(page.path("status"))),
                        List.of("settings", Output.details(page.path("settings"))),
                        List.of("webhook URL", Output.text(page.path("webhookUrl"))),
                        List.of("signing secrets", texts(page.path("signingSecrets"))),
                        List.of("signatures", signatures(page.path("signaturesFailing")))));
        output.line("");
        output.table(SECRETS, page.path("secrets"));
    }

    private static String texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).collect(Collectors.joining(","));
    }

    private static String signatures(JsonNode failing) {
        return failing.isMissingNode() || failing.isNull()
                ? "not failing"
                : "failing since " + Output.text(failing.path("since")) + ": " + Output.text(failing.path("count"))
                        + " refused, the latest for " + Output.text(failing.path("lastReason"));
    }
}
