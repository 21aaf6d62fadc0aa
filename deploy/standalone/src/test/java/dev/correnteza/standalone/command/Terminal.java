package dev.correnteza.standalone.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** Runs commands and keeps what they print. */
final class Terminal {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path data;

    Terminal(Path data) {
        this.data = data;
    }

    int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var context = new Context(
                Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Map.of("XDG_DATA_HOME", data.toString()),
                "/nonexistent");
        return CommandLines.of(context).execute(args);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
