package dev.correnteza.events.codec;

import java.util.Optional;
import org.apache.avro.Schema;

/** Where schemas are asked for that were released after this jar. */
@FunctionalInterface
public interface NewerSchemas {
    /**
     * @return empty when nobody ever registered this id
     * @throws Unavailable when nobody can be asked now
     */
    Optional<Schema> byId(int id);

    /** Nobody can be asked now; waiting can help. */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
