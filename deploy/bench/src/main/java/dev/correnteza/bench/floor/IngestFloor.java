package dev.correnteza.bench.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.correnteza.bench.load.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A server that takes a webhook with nothing but what cannot be left out: reads the body, makes its HMAC-SHA256, goes through its JSON
 * once, writes 28 Avro fields with the raw body among them, produces with acks=all, and answers 200 when that is acknowledged. No
 * limits, no accounts, no meaning, no metrics; whatever is posted to whatever path.
 */
public final class IngestFloor {
    private static final int FIELDS = 28;
    private static final int MAX_BODY = 1 << 20;
    private static final int EVENT_LOOPS = 2;
    private static final int BATCH_BYTES = 64 << 10;
    private static final byte[] KEY = "the same for all".getBytes(UTF_8);

    private final Producer<String, byte[]> producer;
    private final String topic;
    private final JsonFactory json = new JsonFactory();

    private IngestFloor(Producer<String, byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /** Takes requests until the JVM ends. */
    public static void start(String bootstrapServers, String topic, int port) throws InterruptedException {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "compression.type",
                "lz4",
                "linger.ms",
                1,
                "batch.size",
                BATCH_BYTES);
        IngestFloor floor = new IngestFloor(
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()), topic);
        EventLoopGroup group = Transport.group(EVENT_LOOPS);
        new ServerBootstrap()
                .group(group)
                .channel(Transport.serverChannel())
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(MAX_BODY), floor.new Intake());
                    }
                })
                .bind("127.0.0.1", port)
                .sync();
    }

    private final class Intake extends SimpleChannelInboundHandler<FullHttpRequest> {
        private final Mac mac = mac();

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // the callback tells
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) throws IOException {
            byte[] body = new byte[request.content().readableBytes()];
            request.content().readBytes(body);
            byte[] signature = mac.doFinal(body);
            List<String> values = values(body);
            producer.send(
                    new ProducerRecord<>(topic, values.getFirst(), record(values, signature, body)),
                    (metadata, failure) -> context.executor().execute(() -> answer(context, failure == null)));
        }

        @SuppressWarnings("FutureReturnValueIgnored") // a connection that broke is seen by its client
        private void answer(ChannelHandlerContext context, boolean isWritten) {
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    isWritten ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE,
                    Unpooled.EMPTY_BUFFER);
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
            context.writeAndFlush(response, context.voidPromise());
        }
    }

    private static Mac mac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first scalars of the body; all of it is gone through. */
    private List<String> values(byte[] body) {
        List<String> values = new ArrayList<>(FIELDS);
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue() && values.size() < FIELDS - 2) {
                    values.add(parser.getString());
                }
            }
        }
        while (values.size() < FIELDS - 2) {
            values.add("");
        }
        return values;
    }

    private static byte[] record(List<String> values, byte[] signature, byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 1024);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        for (String value : values) {
            encoder.writeString(value);
        }
        encoder.writeBytes(signature);
        encoder.writeBytes(body);
        encoder.flush();
        return out.toByteArray();
    }
}
