package dev.correnteza.standalone.command;

import dev.correnteza.events.codec.SchemaRegistry;
import dev.correnteza.standalone.data.Part;
import dev.correnteza.standalone.data.Ports;
import dev.correnteza.standalone.records.DecodedRecord;
import dev.correnteza.standalone.records.RecordDecoder;
import dev.correnteza.standalone.records.TopicTail;
import java.io.IOException;
import java.net.URI;
import tools.jackson.databind.json.JsonMapper;

/** What the commands share that print records. */
abstract class RecordsCommand extends BaseCommand {
    RecordsCommand(Context context) {
        super(context);
    }

    final int print(String topic, boolean fromBeginning, long limit, boolean follow)
            throws IOException, CommandFailure {
        if (limit < 1) {
            throw misused("--limit: " + limit + " (expected: 1 or more)");
        }
        Logging.quiet();
        Ports ports = running().portsOfParts();
        var decoder = new RecordDecoder(new SchemaRegistry(URI.create(ports.url(Part.REGISTRY))));
        var tail = new TopicTail(ports.address(Part.KAFKA), fromBeginning, limit, follow);
        if (!tail.read(topic, record -> print(decoder.decode(record)))) {
            throw new CommandFailure("topic: '" + topic + "' is not there (expected: one such as payment-events)");
        }
        return DONE;
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
