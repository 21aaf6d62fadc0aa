package dev.correnteza.standalone;

import dev.correnteza.standalone.command.CommandLines;
import dev.correnteza.standalone.command.Context;
import java.time.Clock;

/** The program behind {@code deploy/correnteza}. */
public final class Correnteza {
    private Correnteza() {}

    public static void main(String[] args) {
        System.exit(CommandLines.of(Context.ofThisProcess(Clock.systemUTC())).execute(args));
    }
}
