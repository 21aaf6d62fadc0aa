package dev.correnteza.ingest.webhook;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.correnteza.ingest.account.Accounts;
import dev.correnteza.ingest.limit.ClientAddress;
import dev.correnteza.ingest.limit.RateLimits;
import dev.correnteza.ingest.publish.RecordPublisher;
import dev.correnteza.ingest.refused.RefusedWebhooks;
import dev.correnteza.ingest.trace.WebhookTraces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;

@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {
    @Bean
    RouterFunction<ServerResponse> webhooks(
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
        return route().POST("/webhooks/{gateway}/{accountId}/{secret}", handler::receive)
                .POST("/webhooks/{gateway}/{accountId}/{secret}/{suffix}", handler::receive)
                .route(RequestPredicates.path("/webhooks/**"), handler::notFound)
                .build();
    }

    @Bean
    WebFilter pathlessErrors() {
        return new PathlessErrors();
    }

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> pathlessMessages() {
        return factory -> factory.addServerCustomizers(server -> server.httpMessageLogFactory(new PathlessMessages()));
    }
}
