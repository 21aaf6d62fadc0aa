package dev.correnteza.bench.processorkills;

import dev.correnteza.bench.books.BooksFindings;

/**
 * What a run came to.
 *
 * @param held whether all kills were done and nothing is lost, double or different
 * @param kills {@code kill -9} of processor-service
 * @param inStart those of them that hit it before it was ready
 * @param unexpectedEnds times that it ended though nobody killed it
 * @param seconds for which events were written
 * @param books what came of the events
 */
public record ProcessorKillResult(
        boolean held, int kills, int inStart, int unexpectedEnds, long seconds, BooksFindings books) {}
