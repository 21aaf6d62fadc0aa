package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.client.ServiceApi;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Tells how a payment came to be what it is. */
@Command(
        name = "explain",
        description =
                "Show each hop of a payment with its time and place: webhooks, verdicts, transitions, deliveries.")
final class ExplainCommand extends BaseCommand {
    @Parameters(paramLabel = "PAYMENT", description = "Its id, or the transaction id that its gateway gave it.")
    private String payment = "";

    ExplainCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        List<JsonNode> explanations = explanations(service(Part.PROCESSOR));
        if (output().isJson()) {
            output().json(explanations.size() == 1 ? explanations.getFirst() : explanations);
        } else {
            explanations.forEach(this::print);
        }
        return DONE;
    }

    private List<JsonNode> explanations(ServiceApi processor) throws ApiFailure, CommandFailure {
        try {
            return List.of(explain(processor, payment));
        } catch (ApiFailure e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
        List<JsonNode> found = Pages.read(processor, "/v1/payments", Map.of("gatewayTransactionId", payment), 10);
        if (found.isEmpty()) {
            throw new CommandFailure("no payment has the id or the gateway transaction id '" + payment
                    + "' (expected: one of 'correnteza payments')");
        }
        List<JsonNode> explanations = new ArrayList<>();
        for (JsonNode one : found) {
            explanations.add(explain(processor, one.path("paymentId").asString()));
        }
        return explanations;
    }

    private static JsonNode explain(ServiceApi processor, String paymentId) throws ApiFailure {
        return processor.get("/v1/payments/" + ServiceApi.encoded(paymentId) + "/explain", Map.of());
    }

    private void print(JsonNode explanation) {
        output().line("payment " + Output.text(explanation.path("paymentId")) + ": "
                + Output.text(explanation.path("status")));
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode hop : explanation.path("hops")) {
            rows.add(List.of(
                    Output.text(hop.path("at")),
                    Output.text(hop.path("hop")),
                    Output.text(hop.path("topic")),
                    Output.text(hop.path("partition")),
                    Output.text(hop.path("offset")),
                    Output.details(hop.path("details"))));
        }
        output().table(List.of("TIME", "HOP", "TOPIC", "PARTITION", "OFFSET", "DETAILS"), rows);
    }
}
