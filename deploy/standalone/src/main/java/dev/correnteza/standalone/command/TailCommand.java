package dev.correnteza.standalone.command;

import dev.correnteza.events.codec.SchemaRegistry;
import dev.correnteza.events.identity.CanaryTenant;
import dev.correnteza.standalone.data.Part;
import dev.correnteza.standalone.data.Ports;
import dev.correnteza.standalone.records.DecodedRecord;
import dev.correnteza.standalone.records.RecordDecoder;
import dev.correnteza.standalone.records.TopicTail;
import java.io.IOException;
import java.net.URI;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Prints records as they come. */
@Command(
        name = "tail",
        description = {
            "Print a topic's records as they come, read with a plain consumer and the registry's Confluent API.",
            "Nothing is masked, customers' data neither: this is the operator's own machine."
        })
final class TailCommand extends BaseCommand {
    @Parameters(paramLabel = "TOPIC", description = "Such as payment-events or payment-transitions.")
    private String topic = "";

    @Option(names = "--from-beginning", description = "From the first record that is there; else only new ones.")
    private boolean fromBeginning;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most; without end if left out.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--no-follow", description = "Stop at the end of what is there now.")
    private boolean noFollow;

    @Option(
            names = "--canary",
            description = "Canaries too: events that nobody sent, which show that every stage is at work.")
    private boolean canary;

    TailCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() throws IOException, CommandFailure {
        if (limit < 1) {
            throw misused("--limit: " + limit + " (expected: 1 or more)");
        }
        Logging.quiet();
        Ports ports = running().portsOfParts();
        var decoder = new RecordDecoder(new SchemaRegistry(URI.create(ports.url(Part.REGISTRY))));
        var tail = new TopicTail(ports.address(Part.KAFKA), fromBeginning, limit, !noFollow);
        if (!tail.read(topic, record -> printed(decoder.decode(record)))) {
            throw new CommandFailure("topic: '" + topic + "' is not there (expected: one such as payment-events)");
        }
        return DONE;
    }

    private boolean printed(DecodedRecord record) {
        if (!canary && record.tenantId().filter(CanaryTenant.ID::equals).isPresent()) {
            return false;
        }
        print(record);
        return true;
    }

    private void print(DecodedRecord record) {
        if (output().isJson()) {
            output().jsonLine(record);
            return;
        }
        String headers = record.headers().isEmpty() ? "" : "  " + record.headers();
        output().line(record.timestamp() + "  " + record.topic() + "-" + record.partition() + "@" + record.offset()
                + "  " + record.key() + headers);
        if (record.value() != null) {
            output().line("  " + JsonMapper.shared().writeValueAsString(record.value()));
        } else {
            output().line(record.problem() == null ? "  (no value)" : "  (unreadable: " + record.problem() + ")");
        }
        context().out().flush();
    }
}
