package dev.correnteza.standalone.services;

import dev.correnteza.backfill.BackfillApplication;
import dev.correnteza.ingest.IngestApplication;
import dev.correnteza.processor.ProcessorApplication;
import dev.correnteza.standalone.data.Part;
import dev.correnteza.standalone.stack.ServiceSettings;
import dev.correnteza.tracking.TrackingApplication;
import java.nio.file.Path;

/** The four services, each with a context of its own. */
final class Service {
    private Service() {}

    static AutoCloseable start(Part service, Path config) {
        String settings = ServiceSettings.file(config, service).toUri().toString();
        String[] args = {"--spring.config.additional-location=" + settings};
        return switch (service) {
            case INGEST -> IngestApplication.start(args);
            case PROCESSOR -> ProcessorApplication.start(args);
            case BACKFILL -> BackfillApplication.start(args);
            case TRACKING -> TrackingApplication.start(args);
            default -> throw new IllegalArgumentException("service: " + service + " (expected: one of four)");
        };
    }
}
