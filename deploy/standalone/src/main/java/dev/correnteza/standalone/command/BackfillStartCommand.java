package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.Account;
import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.client.ServiceApi;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Starts a history run. */
@Command(
        description = {
            "Read an account's history from its gateway's API; here, the simulator's.",
            "Follows the progress on standard error; Ctrl-C leaves it running."
        })
final class BackfillStartCommand extends JobStart {
    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "Whose history; the first account at --gateway if left out.")
    private @Nullable String accountId;

    @Option(names = "--gateway", paramLabel = "NAME", description = "Where --account is left out (${DEFAULT-VALUE}).")
    private String gateway = "hotmart";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            required = true,
            description = "By the gateway's dates, included: 2026-01-31 or 2026-01-31T12:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Excluded; now if left out.")
    private @Nullable String to;

    @Option(names = "--trial", description = "Only the first page, and what each record of it means; writes nothing.")
    private boolean trial;

    BackfillStartCommand(Context context) {
        super(context, Jobs.BACKFILLS);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure, InterruptedException {
        Map<String, Object> request = new LinkedHashMap<>();
        putIfThere(request, "from", instant("--from", from));
        putIfThere(request, "to", instant("--to", to));
        request.put("mode", trial ? "trial" : "full");
        if (isDryRun()) {
            request.put("dryRun", true);
        }
        ServiceApi backfill = service(Part.BACKFILL);
        request.put("accountId", accountId == null ? firstAccount() : accountId);
        JsonNode answer = backfill.post(Jobs.BACKFILLS.path(), request);
        return trial ? showTrial(answer) : follow(backfill, answer);
    }

    private static void putIfThere(Map<String, Object> request, String name, @Nullable Instant value) {
        if (value != null) {
            request.put(name, value.toString());
        }
    }

    private String firstAccount() throws IOException, CommandFailure, ApiFailure {
        return accounts().list().stream()
                .filter(account -> account.gateway().equals(gateway))
                .map(Account::accountId)
                .findFirst()
                .orElseThrow(
                        () -> new CommandFailure(
                                "no account at '" + gateway
                                        + "' (expected: one; 'correnteza accounts' lists them, 'correnteza accounts create' makes one)"));
    }

    private int showTrial(JsonNode answer) {
        if (output().isJson()) {
            output().json(answer);
            return DONE;
        }
        output().line("records %s, not understood %s, more pages %s"
                .formatted(
                        Output.text(answer.path("records")),
                        Output.text(answer.path("notUnderstood")),
                        Output.text(answer.path("hasMore"))));
        output().table(
                        java.util.List.of(
                                "occurredAt",
                                "gatewayTransactionId",
                                "gatewayEventType",
                                "type",
                                "amountMinor",
                                "currency",
                                "method",
                                "reason"),
                        answer.path("mappings"));
        return DONE;
    }
}
