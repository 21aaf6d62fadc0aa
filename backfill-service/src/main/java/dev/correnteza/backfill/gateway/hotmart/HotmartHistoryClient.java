package dev.correnteza.backfill.gateway.hotmart;

import dev.correnteza.backfill.account.GatewayAccount;
import dev.correnteza.backfill.gateway.HistoryClient;
import dev.correnteza.backfill.gateway.HistoryPage;
import dev.correnteza.backfill.gateway.HistoryRange;
import dev.correnteza.backfill.gateway.hotmart.HotmartApi.PageTokenRefused;
import dev.correnteza.gateways.Account;
import dev.correnteza.gateways.Normalization;
import dev.correnteza.gateways.hotmart.HotmartAdapter;
import dev.correnteza.gateways.hotmart.HotmartHistory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Hotmart's sales history. */
@Component
class HotmartHistoryClient implements HistoryClient {
    static final String GATEWAY = "hotmart";

    private static final HotmartAdapter ADAPTER = new HotmartAdapter();
    private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

    private final HotmartProperties properties;
    private final HotmartApi api;

    HotmartHistoryClient(
            HotmartProperties properties, ReactorResourceFactory resources, Clock clock, MeterRegistry meters) {
        this.properties = properties;
        WebClient web = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(
                        resources, http -> http.compress(true).responseTimeout(properties.responseTimeout())))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MAX_ANSWER_BYTES))
                .build();
        this.api = new HotmartApi(web, properties, new HotmartTokens(web, properties.tokenUrl(), clock), clock, meters);
    }

    @Override
    public String gateway() {
        return GATEWAY;
    }

    @Override
    public int adapterVersion() {
        return ADAPTER.version();
    }

    @Override
    public Mono<HistoryPage> page(GatewayAccount account, HistoryRange range, @Nullable String cursor) {
        HotmartSweep sweep =
                cursor == null ? HotmartSweep.first(range, properties.window()) : HotmartSweep.parse(cursor);
        return api.page(account, sweep)
                .map(answer -> page(answer, sweep, range))
                // Nothing is lost: what was read of this group comes again, with the same event ids.
                .onErrorReturn(
                        PageTokenRefused.class,
                        new HistoryPage(List.of(), sweep.again().text(), sweep.progress(range)));
    }

    @Override
    public Normalization normalize(Account account, byte[] historyRecord, Instant fetchedAt) {
        return HotmartHistory.normalize(account, historyRecord, fetchedAt);
    }

    private HistoryPage page(HotmartAnswer answer, HotmartSweep sweep, HistoryRange range) {
        @Nullable
        HotmartSweep next = answer.nextPageToken() == null
                ? sweep.next(range, properties.window())
                : sweep.page(answer.nextPageToken());
        return new HistoryPage(
                answer.records(), next == null ? null : next.text(), next == null ? 1 : next.progress(range));
    }
}
