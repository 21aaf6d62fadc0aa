package dev.correnteza.backfill.topic;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What topics have to be like.
 *
 * @param replicas copies that each partition must have; with two or more, {@code min.insync.replicas} has to be two or more
 * @param retention how long records have to be kept, by topic name, where not as long as by default
 * @param answerWithin how long the broker is waited for at the start
 */
@ConfigurationProperties("correnteza.topics")
record TopicProperties(
        @DefaultValue("3") int replicas,
        @DefaultValue Map<String, Duration> retention,
        @DefaultValue("10s") Duration answerWithin) {
    TopicProperties {
        if (replicas < 1) {
            throw new IllegalArgumentException("correnteza.topics.replicas: " + replicas + " (expected: 1 or more)");
        }
    }
}
