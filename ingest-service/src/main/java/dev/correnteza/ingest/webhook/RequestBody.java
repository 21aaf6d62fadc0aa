package dev.correnteza.ingest.webhook;

import java.io.ByteArrayOutputStream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/**
 * Collects a body. What comes beyond the limit is read and dropped, for a while: a connection that is closed while the sender still
 * writes is reset, and the sender never reads why.
 */
final class RequestBody {
    private static final int DROPPED_AT_MOST = 8 * 1024 * 1024;

    private final int limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long length;

    private RequestBody(int limit) {
        this.limit = limit;
    }

    /** Fails with {@link DataBufferLimitException} when the body is longer. */
    static Mono<byte[]> read(ServerHttpRequest request, int limit) {
        long declared = request.getHeaders().getContentLength();
        if (declared > (long) limit + DROPPED_AT_MOST) {
            return Mono.error(tooLong());
        }
        return request.getBody()
                .collect(() -> new RequestBody(limit), RequestBody::add)
                .map(RequestBody::bytes);
    }

    private void add(DataBuffer buffer) {
        try {
            int size = buffer.readableByteCount();
            length += size;
            if (length > (long) limit + DROPPED_AT_MOST) {
                throw tooLong();
            }
            if (length <= limit) {
                byte[] bytes = new byte[size];
                buffer.read(bytes);
                kept.writeBytes(bytes);
            }
        } finally {
            DataBufferUtils.release(buffer);
        }
    }

    private byte[] bytes() {
        if (length > limit) {
            throw tooLong();
        }
        return kept.toByteArray();
    }

    private static DataBufferLimitException tooLong() {
        return new DataBufferLimitException("body over the limit");
    }
}
