package dev.correnteza.bench.kills;

import dev.correnteza.bench.audit.Findings;
import dev.correnteza.bench.delivery.Tally.Counts;

/**
 * What a run came to.
 *
 * @param held whether all kills were done and nothing answered 2xx was lost, out of order or invented
 * @param brokerKills {@code kill -9} of the broker
 * @param ingestKills the same of ingest-service
 * @param unexpectedEnds processes that ended though nobody killed them
 * @param seconds for which webhooks were begun
 * @param ratePerSecond webhooks begun
 * @param counts requests
 * @param spoolDrained whether the spool was empty at the end
 * @param findings the log against the topics
 */
public record KillResult(
        boolean held,
        int brokerKills,
        int ingestKills,
        int unexpectedEnds,
        long seconds,
        double ratePerSecond,
        Counts counts,
        boolean spoolDrained,
        Findings findings) {}
