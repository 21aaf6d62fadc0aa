package dev.correnteza.bench.processorkills;

import java.util.List;

/**
 * What a run came to.
 *
 * @param held whether all kills were done and nothing is lost, double or different
 * @param kills {@code kill -9} of processor-service
 * @param unexpectedEnds times that it ended though nobody killed it
 * @param seconds for which events were written
 * @param events that are distinct
 * @param records that were written, repeats among them
 * @param logged rows of the webhook log: one for each record
 * @param differences of the tables from what they must say
 * @param firstDifferences the first of them, in words
 * @param open the transitions in the topic for everybody
 * @param closed those in the private topic
 */
public record ProcessorKillResult(
        boolean held,
        int kills,
        int unexpectedEnds,
        long seconds,
        int events,
        int records,
        long logged,
        int differences,
        List<String> firstDifferences,
        TransitionAudit.Findings open,
        TransitionAudit.Findings closed) {}
