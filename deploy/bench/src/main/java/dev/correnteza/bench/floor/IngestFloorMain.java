package dev.correnteza.bench.floor;

import dev.correnteza.bench.process.ParentWatch;
import dev.correnteza.events.topic.TopicSpec;
import dev.correnteza.events.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Arguments: port, address of the broker, partitions. Runs until killed. */
public final class IngestFloorMain {
    private static final String TOPIC = "bench-floor";
    private static final long ANSWER_WITHIN_SECONDS = 30;

    private IngestFloorMain() {}

    public static void main(String[] args) throws Exception {
        ParentWatch.start();
        TopicSpec spec = Topics.ALL.stream()
                .filter(topic -> topic.name().equals(Topics.PAYMENT_EVENTS))
                .findFirst()
                .orElseThrow();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", args[1]))) {
            admin.createTopics(List.of(
                            new NewTopic(TOPIC, Integer.parseInt(args[2]), (short) 1).configs(spec.settings(1))))
                    .all()
                    .get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        }
        IngestFloor.start(args[1], TOPIC, Integer.parseInt(args[0]));
        new CountDownLatch(1).await();
    }
}
