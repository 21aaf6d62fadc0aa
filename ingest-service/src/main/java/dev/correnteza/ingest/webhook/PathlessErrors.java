package dev.correnteza.ingest.webhook;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Ends what went wrong while an answer was written (the client hung up, the server had answered already). The framework would log
 * the path, which holds a secret. Answers that have a status of their own, such as 404 for another path, pass.
 */
final class PathlessErrors implements WebFilter {
    private static final Logger log = LoggerFactory.getLogger(PathlessErrors.class);

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(exchange).onErrorResume(failure -> !(failure instanceof ErrorResponse), failure -> {
            log.atWarn()
                    .addKeyValue("errorCode", failure.getClass().getSimpleName())
                    .log("request could not be answered");
            log.atDebug().setCause(LoggableFailure.of(failure)).log("request could not be answered because");
            exchange.getResponse().setStatusCode(HttpStatus.INTERNAL_SERVER_ERROR);
            return exchange.getResponse().setComplete();
        });
    }
}
