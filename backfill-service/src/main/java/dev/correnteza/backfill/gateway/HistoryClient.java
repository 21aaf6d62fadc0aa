package dev.correnteza.backfill.gateway;

import dev.correnteza.backfill.account.GatewayAccount;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.Normalization;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A gateway whose history can be read, page by page. Adding one is adding a bean. */
public interface HistoryClient {
    /** Gateway name. */
    String gateway();

    /** Version of the adapter that normalizes its records. */
    int adapterVersion();

    /**
     * One page. Waits as long as the gateway asks for, and tries again what may pass.
     *
     * @param cursor of the page before; {@code null} for the first. An older version of this client may have written it
     * @return fails with {@code TransientFailure} or {@code PermanentFailure}
     */
    Mono<HistoryPage> page(GatewayAccount account, HistoryRange range, @Nullable String cursor);

    /**
     * What a record of a page means; the same event ids as the gateway's webhooks give.
     *
     * @param fetchedAt our clock
     */
    Normalization normalize(Account account, byte[] historyRecord, Instant fetchedAt);
}
