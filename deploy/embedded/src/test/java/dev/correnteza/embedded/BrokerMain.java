package dev.correnteza.embedded;

import java.nio.file.Path;

/** Arguments: data directory, port. Says its bootstrap servers, then runs until killed. */
final class BrokerMain {

    private BrokerMain() {}

    public static void main(String[] args) throws Exception {
        KafkaBroker broker = KafkaBroker.start(Path.of(args[0]), Integer.parseInt(args[1]));
        System.out.println(broker.bootstrapServers());
        Thread.currentThread().join();
    }
}
