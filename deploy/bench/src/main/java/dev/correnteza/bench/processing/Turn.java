package dev.correnteza.bench.processing;

/**
 * One stretch of events, all in the topic when it began.
 *
 * @param appliedPerSecond events, until the offsets of all were committed
 * @param publishedPerSecond events, until their transitions were published too; the same where there are none
 * @param micros of processor time that the process spent for an event until then
 * @param databaseMicros the same of the database
 */
public record Turn(double appliedPerSecond, double publishedPerSecond, double micros, double databaseMicros) {}
