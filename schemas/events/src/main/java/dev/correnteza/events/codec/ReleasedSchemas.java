package dev.correnteza.events.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/**
 * Every schema that was ever released, with its id. Ids are given here and not by a registry: writers and readers know them when
 * the registry is away, and {@link SchemaRegistrar} hands them to the registry as they are.
 */
public final class ReleasedSchemas {
    private static final String FOLDER = "/released/";
    private static final String INDEX = FOLDER + "index.properties";
    private static final ReleasedSchemas INSTANCE = load();

    private final Map<Integer, ReleasedSchema> byId;

    private ReleasedSchemas(Map<Integer, ReleasedSchema> byId) {
        this.byId = Map.copyOf(byId);
    }

    /** The schemas inside this jar. */
    public static ReleasedSchemas bundled() {
        return INSTANCE;
    }

    /** The schema with this id; empty when it was released after this jar. */
    public Optional<Schema> byId(int id) {
        return Optional.ofNullable(byId.get(id)).map(ReleasedSchema::schema);
    }

    /**
     * Id to write records of this schema with.
     *
     * @throws IllegalStateException when the schema was never released: a build with such a schema fails its tests
     */
    public int idOf(Schema schema) {
        return byId.values().stream()
                .filter(released -> released.schema().equals(schema))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("schema not released: " + schema.getFullName()))
                .id();
    }

    /** All of them, oldest version of a record first. */
    public List<ReleasedSchema> all() {
        return byId.values().stream()
                .sorted(Comparator.comparing(ReleasedSchema::record).thenComparing(ReleasedSchema::version))
                .toList();
    }

    private static ReleasedSchemas load() {
        Properties index = readIndex();
        Map<Integer, ReleasedSchema> byId = new HashMap<>();
        for (String name : index.stringPropertyNames()) {
            int dot = name.indexOf('.');
            String record = name.substring(0, dot);
            int version = Integer.parseInt(name.substring(dot + 1));
            int id = Integer.parseInt(index.getProperty(name).strip());
            String text = read(FOLDER + record + "/" + version + ".avsc");
            ReleasedSchema released = new ReleasedSchema(record, version, id, text, parse(text));
            if (byId.put(id, released) != null) {
                throw new IllegalStateException("schema id given twice: " + id);
            }
        }
        return new ReleasedSchemas(byId);
    }

    private static Schema parse(String text) {
        return new SchemaParser().parse(text).mainSchema();
    }

    private static Properties readIndex() {
        try (InputStream in = open(INDEX)) {
            Properties index = new Properties();
            index.load(in);
            return index;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String resource) {
        try (InputStream in = open(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        InputStream in = ReleasedSchemas.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("missing in the jar: " + resource);
        }
        return in;
    }

    /**
     * One released version of one schema.
     *
     * @param record name of the record, such as PaymentEvent
     * @param version counted from 1
     * @param id schema id on the wire
     * @param text the released text, never edited
     * @param schema the text parsed
     */
    public record ReleasedSchema(String record, int version, int id, String text, Schema schema) {}
}
