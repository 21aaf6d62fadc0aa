package dev.correnteza.ingest.webhook;

import io.netty.handler.codec.DecoderResult;
import java.util.function.Function;
import reactor.netty.http.logging.ReactorNettyHttpMessageLogFactory;

/** What the server logs of requests it cannot decode: without the path, which holds a secret, and without what was wrong. */
final class PathlessMessages extends ReactorNettyHttpMessageLogFactory {
    @Override
    protected Function<String, String> uriValueFunction() {
        return uri -> "<filtered>";
    }

    @Override
    protected Function<DecoderResult, String> decoderResultFunction() {
        return result -> result.isFailure() ? result.cause().getClass().getSimpleName() : result.toString();
    }
}
