package dev.correnteza.standalone.command;

import dev.correnteza.events.topic.Topics;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what could not be applied. */
@Command(
        name = "dlt",
        description = "List the records of payment-events-dlt: what could not be applied after all retries, and why.")
final class DltCommand extends RecordsCommand {
    @Option(names = "--limit", paramLabel = "N", description = "How many at most (${DEFAULT-VALUE}).")
    private long limit = 100;

    DltCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure {
        return print(Topics.PAYMENT_EVENTS_DLT, true, limit, false);
    }
}
