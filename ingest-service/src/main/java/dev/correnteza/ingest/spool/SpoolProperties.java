package dev.correnteza.ingest.spool;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * @param directory where the spool is kept, made where it is missing and closed to other users; one instance at a time. On a disk
 *     that outlives the instance
 * @param maxSize size of the records that may wait; the files take somewhat more
 * @param minFree space that the spool leaves free on its disk
 */
@Validated
@ConfigurationProperties("correnteza.ingest.spool")
record SpoolProperties(
        @DefaultValue("data/spool") Path directory,
        @DefaultValue("10GB") DataSize maxSize,
        @DefaultValue("1GB") DataSize minFree) {

    private static final DataSize SMALLEST = DataSize.ofMegabytes(1);

    SpoolProperties {
        if (maxSize.compareTo(SMALLEST) < 0) {
            throw new IllegalArgumentException(
                    "correnteza.ingest.spool.max-size: " + maxSize + " (expected: at least 1MB)");
        }
        if (minFree.isNegative()) {
            throw new IllegalArgumentException(
                    "correnteza.ingest.spool.min-free: " + minFree + " (expected: at least 0)");
        }
    }
}
