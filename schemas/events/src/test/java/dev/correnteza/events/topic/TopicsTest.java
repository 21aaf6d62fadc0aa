package dev.correnteza.events.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.codec.ReleasedSchemas;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicsTest {
    @Test
    void hasEveryNameInTheCatalogueOnce() {
        List<String> names = Arrays.stream(Topics.class.getDeclaredFields())
                .filter(field -> Modifier.isPublic(field.getModifiers()) && field.getType() == String.class)
                .map(TopicsTest::value)
                .toList();

        assertThat(Topics.ALL).extracting(TopicSpec::name).containsExactlyInAnyOrderElementsOf(names);
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z-]+"));
    }

    @Test
    void hasAReleasedSchemaForEveryTopicButTheDeadLetters() {
        for (TopicSpec topic : Topics.ALL) {
            if (topic.name().equals(Topics.PAYMENT_EVENTS_DLT)) {
                assertThat(topic.valueSchema()).isNull();
            } else {
                assertThat(ReleasedSchemas.bundled().idOf(topic.valueSchema())).isPositive();
            }
        }
    }

    @Test
    void keepsTheTruthForEver() {
        assertThat(Topics.ALL)
                .filteredOn(topic -> topic.settings(2).get("retention.ms").equals("-1") && !topic.compacted())
                .extracting(TopicSpec::name)
                .containsExactly(Topics.PAYMENT_EVENTS, Topics.PAYMENT_EVENTS_BACKFILL, Topics.OPERATOR_DECISIONS);
        assertThat(Topics.ALL)
                .filteredOn(TopicSpec::compacted)
                .extracting(TopicSpec::name)
                .containsExactly(Topics.GATEWAY_ACCOUNTS);
    }

    @Test
    void givesTheSettingsOfATopicByKafkasNames() {
        TopicSpec topic = Topics.ALL.stream()
                .filter(spec -> spec.name().equals(Topics.GATEWAY_NOTIFICATIONS))
                .findFirst()
                .orElseThrow();

        assertThat(topic.settings(2))
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "604800000")
                .containsEntry("retention.bytes", "-1")
                .containsEntry("max.message.bytes", "4194304")
                .containsEntry("min.insync.replicas", "2");
        assertThat(topic.subject()).isEqualTo("gateway-notifications-value");
    }

    @Test
    void callsATopicSafeThatWasCreatedAsSpecified() {
        for (TopicSpec topic : Topics.ALL) {
            assertThat(topic.hazards(new FoundTopic(3, found(topic, 2)), 3, topic.retention()))
                    .isEmpty();
            assertThat(topic.hazards(new FoundTopic(1, found(topic, 1)), 1, topic.retention()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "payment-events, retention.ms, 604800000, -1",
        "payment-events, retention.bytes, 1073741824, -1",
        "payment-events, cleanup.policy, compact, delete",
        "gateway-accounts, cleanup.policy, delete, compact",
        "gateway-accounts, cleanup.policy, 'compact,delete', compact",
        "payment-events, min.insync.replicas, 1, 2 or more",
        "payment-events, unclean.leader.election.enable, true, false",
        "payment-events, max.message.bytes, 1048588, 4194304 or more",
        "webhook-quarantine, retention.ms, 31535999999, 31536000000 or more"
    })
    void namesTheSettingThatIsUnsafe(String name, String setting, String value, String expected) {
        TopicSpec topic = Topics.ALL.stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow();
        Map<String, String> found = found(topic, 2);
        found.put(setting, value);

        assertThat(topic.hazards(new FoundTopic(3, found), 3, topic.retention()))
                .containsExactly(name + ": " + setting + "=" + value + " (expected: " + expected + ")");
    }

    @Test
    void callsForTheReplicasThatWereAskedFor() {
        TopicSpec topic = Topics.ALL.getFirst();

        assertThat(topic.hazards(new FoundTopic(2, found(topic, 2)), 3, topic.retention()))
                .containsExactly("payment-events: replicas=2 (expected: 3 or more)");
        assertThat(topic.hazards(new FoundTopic(3, Map.of()), 3, topic.retention()))
                .hasSize(6);
    }

    @Test
    void letsATopicKeepMoreThanItHasTo() {
        TopicSpec topic = Topics.ALL.getLast();
        Map<String, String> found = found(topic, 2);

        found.put("retention.ms", "-1");
        assertThat(topic.hazards(new FoundTopic(3, found), 3, topic.retention()))
                .isEmpty();
        found.put("retention.ms", "60000");
        assertThat(topic.hazards(new FoundTopic(3, found), 3, Duration.ofMinutes(1)))
                .isEmpty();
    }

    @Test
    void looksAtTheTopicsOfAServiceOnly() {
        TopicSpec clicks = Topics.ALL.stream()
                .filter(spec -> spec.name().equals(Topics.AD_CLICKS))
                .findFirst()
                .orElseThrow();
        Map<String, FoundTopic> found = Map.of(Topics.AD_CLICKS, new FoundTopic(3, found(clicks, 2)));

        assertThat(FoundTopic.hazards(List.of(Topics.AD_CLICKS), found, 3, Map.of()))
                .isEmpty();
        assertThat(FoundTopic.hazards(
                        List.of(Topics.AD_CLICKS), found, 3, Map.of(Topics.AD_CLICKS, Duration.ofDays(91))))
                .containsExactly("ad-clicks: retention.ms=7776000000 (expected: 7862400000 or more)");
        assertThat(FoundTopic.hazards(List.of(Topics.AD_CLICKS, Topics.PAYMENT_EVENTS), found, 3, Map.of()))
                .containsExactly("payment-events: missing (expected: a topic)");
    }

    private static Map<String, String> found(TopicSpec topic, int minInsyncReplicas) {
        Map<String, String> found = new HashMap<>(topic.settings(minInsyncReplicas));
        found.put("unclean.leader.election.enable", "false");
        return found;
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
