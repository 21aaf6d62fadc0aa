package dev.correnteza.ingest.webhook;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Arrays;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Collects a body. What comes beyond the limit is read and dropped, for a while: a connection that is closed while the sender still
 * writes is reset, and the sender never reads why.
 */
final class RequestBody {
    private static final int DROPPED_AT_MOST = 8 * 1024 * 1024;
    private static final int FIRST_ROOM = 8 * 1024;

    private final int limit;
    private byte[] kept;
    private long length;

    private RequestBody(int limit, long declared) {
        this.limit = limit;
        // What is declared is believed only as far as it is common: a hundred bytes may announce a megabyte.
        this.kept = new byte[(int) Math.min(declared < 0 ? FIRST_ROOM : declared, FIRST_ROOM)];
    }

    /** Fails with {@link BodyTooLong}. */
    static Mono<byte[]> read(HttpServerRequest request, int limit) {
        long declared = declared(request);
        if (declared > (long) limit + DROPPED_AT_MOST) {
            return Mono.error(new BodyTooLong());
        }
        return request.receive()
                .collect(() -> new RequestBody(limit, declared), RequestBody::add)
                .map(RequestBody::bytes);
    }

    /** -1 where none is; the server has refused what is no number. */
    private static long declared(HttpServerRequest request) {
        String declared = request.requestHeaders().get(HttpHeaderNames.CONTENT_LENGTH);
        return declared == null ? -1 : Long.parseLong(declared);
    }

    private void add(ByteBuf part) {
        int size = part.readableBytes();
        length += size;
        if (length > (long) limit + DROPPED_AT_MOST) {
            throw new BodyTooLong();
        }
        if (length <= limit) {
            int from = (int) length - size;
            if (length > kept.length) {
                kept = Arrays.copyOf(kept, (int) Math.min(limit, Math.max(length, 2L * kept.length)));
            }
            part.getBytes(part.readerIndex(), kept, from, size);
        }
    }

    private byte[] bytes() {
        if (length > limit) {
            throw new BodyTooLong();
        }
        return length == kept.length ? kept : Arrays.copyOf(kept, (int) length);
    }
}
