package dev.correnteza.ingest.spool;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** Spools for the tests of other packages. */
public final class TestSpools {
    private TestSpools() {}

    public static Spool at(Path directory) {
        return new Spool(
                new SpoolProperties(directory, DataSize.ofGigabytes(1), DataSize.ofBytes(0)), Clock.systemUTC());
    }

    /** One that takes nothing. */
    public static Spool full(Path directory) {
        return new Spool(
                new SpoolProperties(directory, DataSize.ofGigabytes(1), DataSize.ofTerabytes(1_000_000)),
                Clock.systemUTC());
    }

    /** Keys of all that waits of a topic, in order. */
    public static List<String> keys(Spool spool, String topic) throws SpoolFailure {
        return spool.read(topic, Integer.MAX_VALUE, Long.MAX_VALUE).stream()
                .map(stored -> stored.record().key())
                .toList();
    }
}
