package dev.correnteza.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Connections to one server, each with one request under way at most, all on one event loop. */
public final class Load implements AutoCloseable {
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int DIGITS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FIRST_SUCCESS = 200;
    private static final int FIRST_OTHER = 300;

    private final EventLoopGroup group;
    private final List<Connection> connections = new ArrayList<>();
    private final PreparedRequests requests;

    // Of the event loop alone, from here on.
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Deque<Long> due = new ArrayDeque<>();
    private Histogram latencies = new Histogram(LONGEST_NANOS, DIGITS);
    private @Nullable CompletableFuture<Measurement> running;
    private boolean saturating;
    private boolean ending;
    private int underWay;
    private long startedAt;
    private long measuredNanos;
    private long others;

    private Load(EventLoopGroup group, PreparedRequests requests) {
        this.group = group;
        this.requests = requests.copy();
    }

    /**
     * @param requests sent in turn
     * @throws IllegalStateException when a connection is not taken
     */
    public static Load connect(InetSocketAddress server, int connections, PreparedRequests requests)
            throws InterruptedException {
        EventLoopGroup group = Transport.group(1);
        Load load = new Load(group, requests);
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channel(Transport.channel())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Connection connection = load.new Connection(channel);
                        channel.pipeline().addLast(connection);
                        load.connections.add(connection);
                    }
                });
        for (int i = 0; i < connections; i++) {
            if (!bootstrap.connect(server).await().isSuccess()) {
                load.close();
                throw new IllegalStateException("connection " + i + " to " + server + ": not taken");
            }
        }
        return load;
    }

    /** As many as are answered, over all connections. One measurement at a time. */
    public CompletableFuture<Measurement> saturate(Duration time) {
        return begin(time, true, 0);
    }

    /** At equal distances. A latency counts from when the request was due, also where all connections were busy. */
    public CompletableFuture<Measurement> steady(int perSecond, Duration time) {
        return begin(time, false, TimeUnit.SECONDS.toNanos(1) / perSecond);
    }

    /**
     * Waits for the end of a measurement.
     *
     * @param time that it takes
     * @throws IllegalStateException when the server does not go on answering
     */
    public static Measurement result(Future<Measurement> running, Duration time) throws InterruptedException {
        try {
            return running.get(time.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("load ended early: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("requests are not answered", e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ends with the event loop
    private CompletableFuture<Measurement> begin(Duration time, boolean isSaturating, long nanosBetween) {
        CompletableFuture<Measurement> result = new CompletableFuture<>();
        group.next().execute(() -> {
            running = result;
            saturating = isSaturating;
            ending = false;
            others = 0;
            latencies = new Histogram(LONGEST_NANOS, DIGITS);
            idle.clear();
            due.clear();
            startedAt = System.nanoTime();
            if (isSaturating) {
                connections.forEach(connection -> connection.send(System.nanoTime()));
            } else {
                idle.addAll(connections);
                beat(startedAt, nanosBetween);
            }
            group.next().schedule(this::end, time.toNanos(), TimeUnit.NANOSECONDS);
        });
        return result;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ends with the event loop
    private void beat(long dueAt, long nanosBetween) {
        if (ending) {
            return;
        }
        long next = dueAt;
        for (long now = System.nanoTime(); next - now <= 0; next += nanosBetween) {
            Connection free = idle.poll();
            if (free == null) {
                due.add(next);
            } else {
                free.send(next);
            }
        }
        long at = next;
        group.next().schedule(() -> beat(at, nanosBetween), Math.max(0, at - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private void end() {
        ending = true;
        completeIfAnswered(System.nanoTime() - startedAt);
    }

    private void completeIfAnswered(long nanos) {
        if (measuredNanos == 0) {
            measuredNanos = nanos;
        }
        CompletableFuture<Measurement> result = running;
        if (underWay == 0 && result != null) {
            running = null;
            Measurement measurement = new Measurement(
                    latencies.getTotalCount(),
                    others,
                    measuredNanos / 1e9,
                    latencies.getValueAtPercentile(50) / 1e6,
                    latencies.getValueAtPercentile(99) / 1e6);
            measuredNanos = 0;
            result.complete(measurement);
        }
    }

    private void fail(String reason) {
        CompletableFuture<Measurement> result = running;
        ending = true;
        running = null;
        if (result != null) {
            result.completeExceptionally(new IllegalStateException(reason));
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    private final class Connection extends ChannelInboundHandlerAdapter {
        private final Channel channel;
        private long since;
        private @Nullable ByteBuf part;

        private Connection(Channel channel) {
            this.channel = channel;
        }

        /** @param dueAt what its latency counts from */
        @SuppressWarnings("FutureReturnValueIgnored") // a connection that broke says so
        private void send(long dueAt) {
            since = dueAt;
            underWay++;
            channel.writeAndFlush(requests.next(), channel.voidPromise());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf in = (ByteBuf) message;
            if (part != null) {
                in = part.writeBytes(in);
                ((ByteBuf) message).release();
                part = null;
            }
            int status = Answer.readStatus(in);
            if (status == Answer.INCOMPLETE) {
                part = in;
                return;
            }
            in.release();
            answered(status);
        }

        private void answered(int status) {
            underWay--;
            long now = System.nanoTime();
            // What is answered after the end of the time is waited for and not counted.
            if (!ending) {
                latencies.recordValue(Math.min(LONGEST_NANOS, now - since));
                if (status < FIRST_SUCCESS || status >= FIRST_OTHER) {
                    others++;
                }
                if (saturating) {
                    send(now);
                } else {
                    goOn();
                }
            } else {
                completeIfAnswered(now - startedAt);
            }
        }

        private void goOn() {
            Long waiting = due.poll();
            if (waiting == null) {
                idle.add(this);
            } else {
                send(waiting);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            fail("a connection was closed by the server (expected: kept open)");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            fail("a connection broke: " + cause);
        }
    }
}
