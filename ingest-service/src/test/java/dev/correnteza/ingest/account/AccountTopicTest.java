package dev.correnteza.ingest.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.AccountSecret;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.SecretKind;
import dev.correnteza.events.codec.AvroCodec;
import dev.correnteza.events.secret.SecretCipher;
import dev.correnteza.events.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountTopicTest {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.GATEWAY_ACCOUNTS, 0);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-03-15T12:00:00Z");

    private final SecretCipher cipher = new SecretCipher(Map.of("k1", new byte[32]), "k1");
    private final Accounts accounts = new Accounts();
    private final Queue<MockConsumer<String, byte[]>> consumers = new ArrayDeque<>();
    private final AccountTopic topic = new AccountTopic(consumers::remove, accounts, new AccountReader(cipher));

    @AfterEach
    void stop() {
        topic.stop();
    }

    @Test
    void isLoadedOnlyWhenTheEndWasReached() {
        MockConsumer<String, byte[]> consumer = consumer(2);
        consumer.schedulePollTask(() -> consumer.addRecord(record(0, "a", account("a", AccountStatus.ACTIVE))));
        topic.start();
        awaitPosition(1, consumer);
        assertThat(accounts.isLoaded()).isFalse();
        assertThat(isHosted("a")).isFalse();

        consumer.schedulePollTask(() -> consumer.addRecord(record(1, "b", account("b", AccountStatus.ACTIVE))));

        Awaitility.await().atMost(PATIENCE).until(accounts::isLoaded);
        assertThat(isHosted("a")).isTrue();
        assertThat(isHosted("b")).isTrue();
    }

    @Test
    void passesOverRecordsThatCannotBeUsed() {
        MockConsumer<String, byte[]> consumer = consumer(4);
        consumer.schedulePollTask(() -> {
            consumer.addRecord(record(0, null, account("a", AccountStatus.ACTIVE)));
            consumer.addRecord(record(1, "b", account("a", AccountStatus.ACTIVE)));
            consumer.addRecord(record(2, "c", new byte[] {1, 2, 3}));
            consumer.addRecord(record(3, "d", account("d", AccountStatus.ACTIVE)));
        });

        topic.start();

        Awaitility.await().atMost(PATIENCE).until(accounts::isLoaded);
        assertThat(accounts.size()).isEqualTo(1);
        assertThat(isHosted("d")).isTrue();
    }

    @Test
    void showsNoStateOfThePastWhenTheTopicIsReadAgain() {
        MockConsumer<String, byte[]> first = consumer(2);
        first.schedulePollTask(() -> {
            first.addRecord(record(0, "a", account("a", AccountStatus.ACTIVE)));
            first.addRecord(record(1, "a", account("a", AccountStatus.DISABLED)));
        });
        MockConsumer<String, byte[]> second = consumer(2);
        second.schedulePollTask(() -> second.addRecord(record(0, "a", account("a", AccountStatus.ACTIVE))));
        topic.start();
        Awaitility.await().atMost(PATIENCE).until(accounts::isLoaded);

        first.schedulePollTask(() -> {
            throw new IllegalStateException("whatever");
        });

        awaitPosition(1, second);
        assertThat(isHosted("a")).isFalse();
        second.schedulePollTask(() -> second.addRecord(record(1, "a", account("a", AccountStatus.DISABLED))));
        awaitPosition(2, second);
        assertThat(isHosted("a")).isFalse();
    }

    private static void awaitPosition(long position, MockConsumer<String, byte[]> consumer) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> consumer.assignment().contains(PARTITION) && consumer.position(PARTITION) == position);
    }

    private MockConsumer<String, byte[]> consumer(long end) {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
        Node node = new Node(1, "localhost", 1);
        consumer.updatePartitions(
                Topics.GATEWAY_ACCOUNTS,
                List.of(new PartitionInfo(Topics.GATEWAY_ACCOUNTS, 0, node, new Node[] {node}, new Node[] {node})));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, end));
        consumers.add(consumer);
        return consumer;
    }

    private boolean isHosted(String accountId) {
        return accounts.addressedBy("hotmart", accountId, "right", NOW).isPresent();
    }

    private static ConsumerRecord<String, byte[]> record(long offset, @Nullable String key, byte[] value) {
        return new ConsumerRecord<>(Topics.GATEWAY_ACCOUNTS, 0, offset, key, value);
    }

    private byte[] account(String accountId, AccountStatus status) {
        byte[] ciphertext = cipher.encrypt("right", SecretCipher.place(accountId, "s1", SecretKind.URL));
        AccountSecret secret =
                new AccountSecret("s1", SecretKind.URL, "k1", ByteBuffer.wrap(ciphertext), Instant.EPOCH, null);
        return AvroCodec.of(GatewayAccount.class)
                .encode(new GatewayAccount(
                        accountId, "tenant-1", "hotmart", null, status, List.of(secret), Map.of(), Instant.EPOCH));
    }
}
