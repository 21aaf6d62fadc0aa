package dev.correnteza.standalone.command;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints records as they come. */
@Command(
        name = "tail",
        description = {
            "Print a topic's records as they come, read with a plain consumer and the registry's Confluent API.",
            "Nothing is masked, customers' data neither: this is the operator's own machine."
        })
final class TailCommand extends RecordsCommand {
    @Parameters(paramLabel = "TOPIC", description = "Such as payment-events or payment-transitions.")
    private String topic = "";

    @Option(names = "--from-beginning", description = "From the first record that is there; else only new ones.")
    private boolean fromBeginning;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most; without end if left out.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--no-follow", description = "Stop at the end of what is there now.")
    private boolean noFollow;

    TailCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure {
        return print(topic, fromBeginning, limit, !noFollow);
    }
}
