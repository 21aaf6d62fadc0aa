package dev.correnteza.standalone.services;

import dev.correnteza.standalone.data.Part;
import dev.correnteza.standalone.stack.ServiceSettings;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;

/** The services that this build holds, by the names of their classes: one that it lacks is left out. */
public final class Service {
    private Service() {}

    /** Whether a service is in the class path. */
    public static boolean isBuilt(Part service) {
        return Service.class.getResource("/" + className(service).replace('.', '/') + ".class") != null;
    }

    static AutoCloseable start(Part service, Path config) throws ReflectiveOperationException {
        String location = ServiceSettings.file(config, service).toUri().toString();
        String[] args = {"--spring.config.additional-location=" + location};
        try {
            return (AutoCloseable) Class.forName(className(service))
                    .getMethod("start", String[].class)
                    .invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static String className(Part service) {
        return switch (service) {
            case INGEST -> "dev.correnteza.ingest.IngestApplication";
            case PROCESSOR -> "dev.correnteza.processor.ProcessorApplication";
            case BACKFILL -> "dev.correnteza.backfill.BackfillApplication";
            case TRACKING -> "dev.correnteza.tracking.TrackingApplication";
            default -> throw new IllegalArgumentException("service: " + service + " (expected: one of four)");
        };
    }
}
