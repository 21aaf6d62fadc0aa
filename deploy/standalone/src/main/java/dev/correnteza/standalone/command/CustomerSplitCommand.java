package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.client.ServiceApi;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Splits a customer. */
@Command(
        name = "split",
        description = {
            "Let names link nobody any more: whoever shares one is a customer of their own.",
            "Holds for what is told later, too, until 'customer unsplit'."
        })
final class CustomerSplitCommand extends BaseCommand {
    @Parameters(paramLabel = "ID", description = "The customer.")
    private String id = "";

    @Option(
            names = "--by",
            paramLabel = "KIND=VALUE",
            required = true,
            description =
                    "A name that several people share, such as email=home@example.com; document or phone. May be repeated.")
    private List<String> names = List.of();

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; kept with the decision. Needed but for --dry-run.")
    private @Nullable String reason;

    @Option(names = "--dry-run", description = "Show whom the customer would be made of; change nothing.")
    private boolean dryRun;

    CustomerSplitCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        if (reason == null && !dryRun) {
            throw misused("--reason: missing (expected: why, or --dry-run)");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("names", names.stream().map(this::name).toList());
        body.put("dryRun", dryRun);
        if (reason != null) {
            body.put("reason", reason);
        }
        JsonNode answer = service(Part.PROCESSOR).post(CustomerCommand.PATH + ServiceApi.encoded(id) + "/splits", body);
        if (output().isJson()) {
            output().json(answer);
        } else {
            output().fields(answer);
        }
        return DONE;
    }

    private Map<String, String> name(String text) {
        int equals = text.indexOf('=');
        if (equals <= 0) {
            throw misused("--by: no name (expected: KIND=VALUE)"); // what was said may be personal
        }
        return Map.of("kind", text.substring(0, equals).toUpperCase(Locale.ROOT), "value", text.substring(equals + 1));
    }
}
