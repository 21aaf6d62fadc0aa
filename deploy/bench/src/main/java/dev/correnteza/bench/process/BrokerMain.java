package dev.correnteza.bench.process;

import dev.correnteza.embedded.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Arguments: data directory, port, a file that is made once the broker takes requests. Runs until killed. */
final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] args) throws Exception {
        ParentWatch.start();
        try (KafkaBroker broker = KafkaBroker.start(Path.of(args[0]), Integer.parseInt(args[1]))) {
            Files.writeString(Path.of(args[2]), broker.bootstrapServers());
            new CountDownLatch(1).await();
        }
    }
}
