package dev.correnteza.bench;

import dev.correnteza.bench.command.CommandLines;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** The program behind {@code deploy/bench/bench}. */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(CommandLines.of(Clock.systemUTC(), out, err).execute(args));
    }
}
