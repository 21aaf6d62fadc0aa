package dev.correnteza.events.codec;

import dev.correnteza.events.codec.ReleasedSchemas.ReleasedSchema;
import dev.correnteza.events.topic.TopicSpec;
import dev.correnteza.events.topic.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells a registry every released schema, under the subjects of the topics that use it and with the id it was released with.
 * Others need this to read our topics; we do not.
 */
public final class SchemaRegistrar {
    private final SchemaRegistry registry;

    public SchemaRegistrar(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * Registers all schemas; doing it again changes nothing.
     *
     * @return subjects whose schema the registry knows by another id, because somebody registered the same text before: its
     *     readers cannot read our records until that registration is removed. Empty when all is well.
     * @throws IOException when the registry does not answer or refuses
     */
    public List<String> registerAll() throws IOException {
        List<ReleasedSchema> released = ReleasedSchemas.bundled().all();
        registry.importContents(released);
        List<String> conflicting = new ArrayList<>();
        for (TopicSpec topic : Topics.ALL) {
            if (topic.valueSchema() != null) {
                for (ReleasedSchema version : versionsOf(topic.valueSchema().getName(), released)) {
                    if (registry.register(topic.subject(), version.text()) != version.id()) {
                        conflicting.add(topic.subject());
                    }
                }
            }
        }
        return conflicting;
    }

    private static List<ReleasedSchema> versionsOf(String record, List<ReleasedSchema> released) {
        return released.stream()
                .filter(schema -> schema.record().equals(record))
                .toList();
    }
}
