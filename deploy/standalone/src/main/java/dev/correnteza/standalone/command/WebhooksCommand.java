package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Shows the log of webhooks. */
@Command(name = "webhooks", description = "List what was received, the newest first, and what became of it.")
final class WebhooksCommand extends BaseCommand {
    private static final List<String> COLUMNS = List.of(
            "receivedAt",
            "gateway",
            "status",
            "type",
            "gatewayEventType",
            "topic",
            "partition",
            "offset",
            "paymentId",
            "error");

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Only those in this status: done, duplicate, quarantined, parked or failed.")
    private String status = "";

    @Option(names = "--limit", paramLabel = "N", description = "How many at most (${DEFAULT-VALUE}).")
    private int limit = 50;

    WebhooksCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        if (limit < 1) {
            throw misused("--limit: " + limit + " (expected: 1 or more)");
        }
        List<JsonNode> webhooks = Pages.read(service(Part.PROCESSOR), "/v1/webhooks", Map.of("status", status), limit);
        if (output().isJson()) {
            output().json(webhooks);
        } else {
            output().table(COLUMNS, webhooks);
        }
        return DONE;
    }
}
