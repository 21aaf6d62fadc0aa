package dev.correnteza.processor.rebuild;

import dev.correnteza.events.topic.Topics;
import dev.correnteza.processor.ProcessorApplication;
import dev.correnteza.processor.deadletter.DeadLetterRepository;
import dev.correnteza.processor.ledger.Bookkeeping;
import dev.correnteza.processor.ledger.PaymentRef;
import dev.correnteza.processor.parking.Parking;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.LifecycleProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.GenericMessageListener;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * This service once more, with the same settings and another schema, asleep: nothing is listened to, published, served or looked for.
 * Records are handed to the very listeners that would have read them.
 */
final class StandbyBooks implements AutoCloseable {
    /** Counts what is in the topics and makes no books. */
    private static final Set<String> OTHERS = Set.of("processor-conservation");

    private static final Set<String> LANES = Set.of(Topics.PAYMENT_EVENTS, Topics.PAYMENT_EVENTS_BACKFILL);
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final int TRIES = 10;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final ConfigurableApplicationContext context;
    private final Map<String, GenericMessageListener<List<ConsumerRecord<String, byte[]>>>> listeners =
            new LinkedHashMap<>();
    private final Map<String, String> groups = new HashMap<>();

    private StandbyBooks(ConfigurableApplicationContext context) {
        this.context = context;
        for (MessageListenerContainer container :
                context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainers()) {
            String group = String.valueOf(container.getGroupId());
            String[] topics = container.getContainerProperties().getTopics();
            if (topics != null && !OTHERS.contains(group)) {
                for (String topic : topics) {
                    listeners.put(topic, listener(container));
                    groups.put(topic, group);
                }
            }
        }
    }

    /**
     * Makes the tables, where they are not there, and wakes nobody.
     *
     * @param live settings of the service that runs
     */
    static StandbyBooks start(ConfigurableEnvironment live, String schema) {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(ProcessorApplication.class)
                .environment(environment(live, schema))
                .initializers(starting ->
                        starting.getBeanFactory().registerSingleton("lifecycleProcessor", new NobodyIsStarted()))
                .run();
        return new StandbyBooks(context);
    }

    /** What is to be read. */
    Set<String> topics() {
        return new TreeSet<>(listeners.keySet());
    }

    /** Who reads a topic in the service that runs. */
    String group(String topic) {
        return String.valueOf(groups.get(topic));
    }

    /**
     * Completes when all is committed. Decisions keep their place among events; both lanes are one: which of two records of a fact
     * was first decides about the rest.
     */
    void apply(List<ConsumerRecord<String, byte[]>> records) throws InterruptedException {
        Map<String, List<ConsumerRecord<String, byte[]>>> waiting = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            String topic = LANES.contains(record.topic()) ? Topics.PAYMENT_EVENTS : record.topic();
            if (topic.equals(Topics.OPERATOR_DECISIONS)) {
                flush(Topics.PAYMENT_EVENTS, waiting);
            } else if (topic.equals(Topics.PAYMENT_EVENTS)) {
                flush(Topics.OPERATOR_DECISIONS, waiting);
            }
            waiting.computeIfAbsent(topic, first -> new ArrayList<>()).add(record);
        }
        for (String topic : List.copyOf(waiting.keySet())) {
            flush(topic, waiting);
        }
    }

    /** Tries records that wait and are due, until there is none. */
    void tryParked() {
        context.getBean(Parking.class)
                .tryNext()
                .repeat()
                .takeWhile(found -> found)
                .then()
                .block(LIMIT);
    }

    /** Has these dead letters of a tenant tried again. */
    void retry(String tenantId, Collection<UUID> deadLetters) {
        context.getBean(DeadLetterRepository.class)
                .retry(tenantId, deadLetters, context.getBean(Clock.class).instant())
                .block(LIMIT);
    }

    /** Makes these payments anew from their facts, with the transitions that are not there yet. */
    void refold(Collection<PaymentRef> payments) {
        context.getBean(Bookkeeping.class)
                .refold(Set.copyOf(payments), List.of())
                .as(context.getBean(TransactionalOperator.class)::transactional)
                .block(LIMIT);
    }

    @Override
    public void close() {
        context.close();
    }

    private void flush(String topic, Map<String, List<ConsumerRecord<String, byte[]>>> waiting)
            throws InterruptedException {
        List<ConsumerRecord<String, byte[]>> batch = waiting.remove(topic);
        GenericMessageListener<List<ConsumerRecord<String, byte[]>>> listener = listeners.get(topic);
        if (batch == null || listener == null) {
            return;
        }
        // As a container does that fails on a batch: the same again, but not for ever.
        for (int attempt = 1; true; attempt++) {
            try {
                listener.onMessage(batch, null, null);
                return;
            } catch (RuntimeException e) {
                if (attempt == TRIES || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    // Batch listeners of this service take records as they are.
    @SuppressWarnings("unchecked")
    private static GenericMessageListener<List<ConsumerRecord<String, byte[]>>> listener(
            MessageListenerContainer container) {
        return (GenericMessageListener<List<ConsumerRecord<String, byte[]>>>)
                Objects.requireNonNull(container.getContainerProperties().getMessageListener());
    }

    private static ConfigurableEnvironment environment(ConfigurableEnvironment live, String schema) {
        StandardEnvironment environment = new StandardEnvironment();
        MutablePropertySources sources = environment.getPropertySources();
        for (PropertySource<?> source : live.getPropertySources()) {
            if (!source.getName().equals("configurationProperties")) {
                sources.remove(source.getName());
                sources.addLast(source);
            }
        }
        sources.addFirst(new MapPropertySource("rebuild", settings(schema)));
        return environment;
    }

    private static Map<String, Object> settings(String schema) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("spring.r2dbc.properties.schema", schema);
        settings.put("spring.flyway.schemas", schema);
        settings.put("spring.flyway.default-schema", schema);
        settings.put("spring.r2dbc.pool.initial-size", "1");
        settings.put("spring.r2dbc.pool.max-size", "4");
        // Whoever waits for a record has waited already.
        settings.put("correnteza.processor.parking.max-attempts", "2");
        settings.put("correnteza.processor.parking.first-pause", "1ms");
        settings.put("correnteza.processor.parking.longest-pause", "1ms");
        settings.put("spring.main.register-shutdown-hook", "false");
        settings.put("spring.main.log-startup-info", "false");
        settings.put("management.metrics.use-global-registry", "false");
        settings.put("otel.traces.exporter", "none");
        return settings;
    }

    private static final class NobodyIsStarted implements LifecycleProcessor {
        @Override
        public void onRefresh() {}

        @Override
        public void onClose() {}

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return false;
        }
    }
}
