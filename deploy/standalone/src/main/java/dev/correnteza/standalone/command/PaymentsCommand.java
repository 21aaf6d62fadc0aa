package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.client.ServiceApi;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows payments. */
@Command(name = "payments", description = "List payments, or show one.")
final class PaymentsCommand extends BaseCommand {
    private static final List<String> COLUMNS = List.of(
            "paymentId", "gateway", "status", "amountMinor", "currency", "method", "gatewayTransactionId", "paidAt");

    @Parameters(paramLabel = "PAYMENT", arity = "0..1", description = "Id of the one to show.")
    private @Nullable String paymentId;

    @Option(names = "--status", paramLabel = "STATUS", description = "Only those in this status, such as PAID.")
    private String status = "";

    @Option(names = "--transaction", paramLabel = "ID", description = "Only that of this id at its gateway.")
    private String transaction = "";

    @Option(names = "--limit", paramLabel = "N", description = "How many at most (${DEFAULT-VALUE}).")
    private int limit = 50;

    PaymentsCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        ServiceApi processor = service(Part.PROCESSOR);
        if (paymentId != null) {
            JsonNode payment = processor.get("/v1/payments/" + ServiceApi.encoded(paymentId), Map.of());
            if (output().isJson()) {
                output().json(payment);
            } else {
                output().fields(payment);
            }
            return DONE;
        }
        if (limit < 1) {
            throw misused("--limit: " + limit + " (expected: 1 or more)");
        }
        List<JsonNode> payments = Pages.read(
                processor, "/v1/payments", Map.of("status", status, "gatewayTransactionId", transaction), limit);
        if (output().isJson()) {
            output().json(payments);
        } else {
            output().table(COLUMNS, payments);
        }
        return DONE;
    }
}
