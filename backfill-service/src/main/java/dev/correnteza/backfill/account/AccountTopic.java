package dev.correnteza.backfill.account;

import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.codec.UndecodableRecord;
import dev.correnteza.events.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Follows {@code gateway-accounts} from its beginning, without a consumer group: every instance holds all accounts. While the broker
 * is away the accounts known so far stay, and when the topic has to be read again they stay until it was read to its end.
 */
@Component
final class AccountTopic implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(AccountTopic.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration ASK = Duration.ofSeconds(10);

    private final Map<String, Object> settings;
    private final ApiAccounts accounts;
    private final ApiAccountReader reader;
    private final AvroCodec<GatewayAccount> codec = AvroCodec.of(GatewayAccount.class);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;

    AccountTopic(KafkaProperties kafka, SecretsProperties secrets, ApiAccounts accounts) {
        this.settings = new HashMap<>(kafka.buildConsumerProperties());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.accounts = accounts;
        this.reader = new ApiAccountReader(secrets.cipher());
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().name("account-topic").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try (Consumer<String, byte[]> consumer =
                    new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
                follow(consumer);
            } catch (RuntimeException e) {
                // Of whatever kind: without this thread no credentials would ever be taken back again.
                log.atWarn().setCause(e).log("account topic cannot be read; trying again");
                pause();
            }
        }
    }

    private void pause() {
        try {
            stopped.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    private void follow(Consumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.GATEWAY_ACCOUNTS, ASK).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("topic missing: " + Topics.GATEWAY_ACCOUNTS);
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions, ASK);
        ConcurrentMap<String, ApiAccount> read = new ConcurrentHashMap<>();
        boolean caughtUp = false;
        while (running) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                apply(record, read);
            }
            if (!caughtUp && end.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue())) {
                caughtUp = true;
                accounts.replaceAll(read);
                log.atInfo().addKeyValue("accounts", read.size()).log("accounts with API credentials loaded");
            }
        }
    }

    private void apply(ConsumerRecord<String, byte[]> record, Map<String, ApiAccount> read) {
        try {
            Optional<ApiAccount> account =
                    record.value() == null ? Optional.empty() : reader.read(codec.decode(record.value()));
            if (account.isPresent()) {
                read.put(record.key(), account.get());
            } else {
                read.remove(record.key());
            }
        } catch (UndecodableRecord | RuntimeException e) {
            log.atError()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .setCause(e)
                    .log("account record cannot be read and is passed over");
        }
    }
}
