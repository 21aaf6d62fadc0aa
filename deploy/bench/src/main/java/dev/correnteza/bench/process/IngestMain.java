package dev.correnteza.bench.process;

import dev.correnteza.ingest.IngestApplication;

/** The ingest-service with its own arguments; runs until killed. */
final class IngestMain {
    private IngestMain() {}

    public static void main(String[] args) {
        ParentWatch.start();
        IngestApplication.main(args);
    }
}
