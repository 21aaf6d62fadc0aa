package dev.correnteza.standalone.command;

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

/** Starts a replay. */
@Command(
        description = {
            "Send the demo tenant's records of a topic through the backfill lane again; what was applied before changes nothing.",
            "Follows the progress on standard error; Ctrl-C leaves it running."
        })
final class ReplayStartCommand extends JobStart {
    @Option(names = "--topic", paramLabel = "NAME", required = true, description = "Such as payment-events.")
    private String topic = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "By when records were written, included: 2026-01-31 or 2026-01-31T12:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Excluded; the end if left out.")
    private @Nullable String to;

    @Option(names = "--account", paramLabel = "ID", description = "Only records of this account.")
    private @Nullable String account;

    @Option(names = "--gateway", paramLabel = "NAME", description = "Only records of this gateway.")
    private @Nullable String gateway;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only records of this type, such as payment.paid.")
    private @Nullable String type;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Records a second at most; the service's default if left out.")
    private @Nullable Integer rate;

    ReplayStartCommand(Context context) {
        super(context, Jobs.REPLAYS);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure, InterruptedException {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("source", topic);
        putIfThere(request, "from", text(instant("--from", from)));
        putIfThere(request, "to", text(instant("--to", to)));
        putIfThere(request, "ratePerSecond", rate);
        request.put("dryRun", isDryRun());
        Map<String, Object> filter = new LinkedHashMap<>();
        putIfThere(filter, "accountId", account);
        putIfThere(filter, "gateway", gateway);
        putIfThere(filter, "type", type);
        if (!filter.isEmpty()) {
            request.put("filter", filter);
        }
        ServiceApi backfill = service(Part.BACKFILL);
        return follow(backfill, backfill.post(Jobs.REPLAYS.path(), request));
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static void putIfThere(Map<String, Object> request, String name, @Nullable Object value) {
        if (value != null) {
            request.put(name, value);
        }
    }
}
