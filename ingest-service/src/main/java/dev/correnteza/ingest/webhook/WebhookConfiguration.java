package dev.correnteza.ingest.webhook;

import dev.correnteza.ingest.account.Accounts;
import dev.correnteza.ingest.limit.ClientAddress;
import dev.correnteza.ingest.limit.RateLimits;
import dev.correnteza.ingest.publish.RecordPublisher;
import dev.correnteza.ingest.refused.RefusedWebhooks;
import dev.correnteza.ingest.trace.WebhookTraces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyRouteProvider;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {
    @Bean
    NettyRouteProvider webhooks(
            Accounts accounts,
            RecordPublisher publisher,
            RateLimits limits,
            WebhookTraces traces,
            ClientAddress clientAddress,
            RefusedWebhooks refused,
            WebhookProperties properties,
            MeterRegistry registry,
            Clock clock) {
        WebhookHandler handler = new WebhookHandler(
                new WebhookIntake(accounts, limits, traces, publisher, refused),
                clientAddress,
                properties,
                new WebhookMetrics(registry),
                clock);
        return routes -> routes.route(request -> WebhookAddress.isBelow(request.uri()), handler::handle);
    }

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> pathlessMessages() {
        return factory -> factory.addServerCustomizers(server -> server.httpMessageLogFactory(new PathlessMessages()));
    }
}
