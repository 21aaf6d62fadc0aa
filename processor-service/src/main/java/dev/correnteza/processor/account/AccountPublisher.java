package dev.correnteza.processor.account;

import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.NewerSchemas;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.topic.Topics;
import dev.correnteza.processor.page.NotPublished;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Writes accounts to their topic: from there everybody learns of them, this service too. */
@Component
class AccountPublisher {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final KafkaTemplate<String, byte[]> kafka;
    private final AvroCodec<GatewayAccount> codec;

    AccountPublisher(KafkaTemplate<String, byte[]> kafka, NewerSchemas newerSchemas) {
        this.kafka = kafka;
        this.codec = AvroCodec.of(GatewayAccount.class, newerSchemas);
    }

    /** Emits the record when the broker acknowledged it; fails with {@link NotPublished} when it did not. */
    Mono<byte[]> publish(GatewayAccount account, AccountChange change) {
        byte[] record = codec.encode(account);
        ProducerRecord<String, byte[]> produced =
                new ProducerRecord<>(Topics.GATEWAY_ACCOUNTS, account.getAccountId(), record);
        change.writeTo(produced.headers());
        // send() may wait for metadata: not on an event loop.
        return Mono.defer(() -> Mono.fromFuture(kafka.send(produced)))
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(LIMIT)
                .onErrorMap(NotPublished::new)
                .thenReturn(record);
    }

    GatewayAccount read(byte[] record) throws UndecodableRecord {
        return codec.decode(record);
    }
}
