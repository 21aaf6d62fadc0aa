package dev.correnteza.bench.ingest;

import dev.correnteza.bench.load.Measurement;

/**
 * One stretch of load on one server.
 *
 * @param measurement what its clients saw
 * @param cores that its process kept busy, on average
 */
public record Turn(Measurement measurement, double cores) {
    double answersPerCoreSecond() {
        return measurement.perSecond() / cores;
    }
}
