package dev.correnteza.standalone.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a stack consists of, each with the port it has when nobody says otherwise. */
public enum Part {
    INGEST(8080),
    PROCESSOR(8081),
    BACKFILL(8082),
    TRACKING(8083),
    REGISTRY(8085),
    SIMULATOR(8090),
    KAFKA(9092),
    POSTGRES(5433);

    private final int standardPort;

    Part(int standardPort) {
        this.standardPort = standardPort;
    }

    public static Optional<Part> named(String name) {
        return Arrays.stream(values())
                .filter(part -> part.lowerCaseName().equals(name))
                .findFirst();
    }

    int standardPort() {
        return standardPort;
    }

    /** As it is written in options, files and messages. */
    public String lowerCaseName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
