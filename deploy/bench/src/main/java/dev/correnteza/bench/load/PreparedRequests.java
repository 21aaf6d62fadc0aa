package dev.correnteza.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.correnteza.simulator.webhook.SignedWebhook;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Requests as bytes, made before anything is measured and sent in turn, again and again. For one thread. */
public final class PreparedRequests {
    private final List<ByteBuf> requests = new ArrayList<>();
    private int next;

    /** @param url with the path of the account */
    public void add(SignedWebhook webhook, String url) {
        URI uri = webhook.to(url);
        StringBuilder head = new StringBuilder("POST ")
                .append(uri.getRawPath())
                .append(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(uri.getAuthority())
                .append("\r\nContent-Length: ")
                .append(webhook.body().length)
                .append("\r\n");
        webhook.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("\r\n");
        requests.add(Unpooled.unreleasableBuffer(Unpooled.directBuffer()
                .writeBytes(head.toString().getBytes(US_ASCII))
                .writeBytes(webhook.body())));
    }

    /** The same requests, to be sent by another thread. */
    public PreparedRequests copy() {
        PreparedRequests copy = new PreparedRequests();
        copy.requests.addAll(requests);
        return copy;
    }

    /** For people: bytes of a request with its headers, on average. */
    public int averageBytes() {
        return (int)
                requests.stream().mapToInt(ByteBuf::readableBytes).average().orElse(0);
    }

    ByteBuf next() {
        ByteBuf request = requests.get(next);
        next = (next + 1) % requests.size();
        return request.duplicate();
    }
}
