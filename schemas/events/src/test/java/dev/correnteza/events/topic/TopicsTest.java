package dev.correnteza.events.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.codec.ReleasedSchemas;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
