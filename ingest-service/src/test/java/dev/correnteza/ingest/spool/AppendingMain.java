package dev.correnteza.ingest.spool;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.util.unit.DataSize;

/** Appends groups of records until it is killed, and prints the number of the last record that is durable after each. */
final class AppendingMain {
    static final String TOPIC = "payment-events";
    private static final int LARGEST_GROUP = 20;
    private static final int LARGEST_VALUE = 1_000;

    private AppendingMain() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        Spool spool = new Spool(
                new SpoolProperties(Path.of(arguments[0]), DataSize.ofGigabytes(1), DataSize.ofBytes(0)),
                Clock.systemUTC());
        int next = (int) spool.waiting(TOPIC);
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (true) {
            List<ProducerRecord<String, byte[]>> group = new ArrayList<>();
            for (int left = random.nextInt(1, LARGEST_GROUP); left > 0; left--) {
                byte[] value = new byte[random.nextInt(LARGEST_VALUE)];
                random.nextBytes(value);
                group.add(new ProducerRecord<>(TOPIC, Integer.toString(next++), value));
            }
            if (spool.append(group) != group.size()) {
                throw new IllegalStateException("the spool is full");
            }
            out.println(next);
        }
    }
}
