package dev.correnteza.standalone.command;

import dev.correnteza.standalone.client.Account;
import dev.correnteza.standalone.client.ApiFailure;
import dev.correnteza.standalone.client.ServiceApi;
import dev.correnteza.standalone.data.Part;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Creates a payment. */
@Command(name = "create", description = "Create a PIX payment: charge at an account of pushinpay or efi.")
final class PaymentsCreateCommand extends BaseCommand {
    @Parameters(
            index = "0",
            paramLabel = "ACCOUNT",
            description = "As 'accounts' lists it, or the name of its gateway.")
    private String account = "";

    @Parameters(index = "1", paramLabel = "CENTAVOS", description = "The amount, in centavos.")
    private long amountMinor;

    @Option(names = "--description", paramLabel = "TEXT", description = "What the customer reads.")
    private String description = "";

    @Option(names = "--reference", paramLabel = "TEXT", description = "The seller's own reference.")
    private String reference = "";

    PaymentsCreateCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure, ApiFailure {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("accountId", accountId());
        request.put("amountMinor", amountMinor);
        request.put("currency", "BRL");
        request.put("method", "PIX");
        if (!description.isEmpty()) {
            request.put("description", description);
        }
        if (!reference.isEmpty()) {
            request.put("externalReference", reference);
        }
        ServiceApi processor = service(Part.PROCESSOR);
        JsonNode payment = processor.post("/v1/payments", request);
        if (output().isJson()) {
            output().json(payment);
        } else {
            output().fields(payment);
        }
        return DONE;
    }

    private String accountId() throws IOException, CommandFailure, ApiFailure {
        return accounts().list().stream()
                .filter(one -> one.gateway().equals(account))
                .map(Account::accountId)
                .findFirst()
                .orElse(account);
    }
}
