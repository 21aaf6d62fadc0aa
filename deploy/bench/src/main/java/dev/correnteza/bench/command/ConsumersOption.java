package dev.correnteza.bench.command;

import picocli.CommandLine.Option;

/** How many consumers processor-service has on its live lane. */
final class ConsumersOption {
    static final String NAME = "--consumers";
    static final int MOST = 32;

    @Option(
            names = NAME,
            defaultValue = "1",
            description =
                    "Of the service on the live lane (${DEFAULT-VALUE}). With one, batches are applied one after the"
                            + " other; where tables are compared, steps that were revoked are compared too.")
    private int consumers;

    int consumers() {
        return consumers;
    }
}
