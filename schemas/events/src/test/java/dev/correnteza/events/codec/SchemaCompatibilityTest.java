package dev.correnteza.events.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.codec.ReleasedSchemas.ReleasedSchema;
import dev.correnteza.events.topic.TopicSpec;
import dev.correnteza.events.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaCompatibilityTest {

    /** A changed schema is released by copying the file that a failure names, and giving it a line in index.properties. */
    @ParameterizedTest
    @MethodSource("schemas")
    void isTheNewestReleasedCopyOfItself(Schema schema) throws Exception {
        List<ReleasedSchema> released = releasedCopies(schema);
        Path unreleased = Path.of("target", "unreleased", schema.getName(), released.size() + 1 + ".avsc");
        Files.createDirectories(unreleased.getParent());
        Files.writeString(unreleased, SchemaFormatter.format("json/pretty", schema));

        assertThat(released)
                .as("released copies; the next one is at " + unreleased)
                .isNotEmpty();
        assertThat(released.getLast().schema())
                .as("newest released copy; the next one is at " + unreleased)
                .isEqualTo(schema);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void readsAndIsReadByEveryReleasedCopy(Schema schema) {
        for (ReleasedSchema released : releasedCopies(schema)) {
            assertThat(compatibility(schema, released.schema())).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
            assertThat(compatibility(released.schema(), schema)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void documentsEveryRecordAndField(Schema schema) {
        assertThat(undocumented(schema, new ArrayList<>())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void givesEveryEnumerationADefaultForOldReaders(Schema schema) {
        assertThat(enumerations(schema, new ArrayList<>()))
                .allSatisfy(
                        enumeration -> assertThat(enumeration.getEnumDefault()).isEqualTo("UNKNOWN"));
    }

    static Stream<Schema> schemas() {
        return Topics.ALL.stream()
                .map(TopicSpec::valueSchema)
                .filter(schema -> schema != null)
                .distinct();
    }

    private static List<ReleasedSchema> releasedCopies(Schema schema) {
        return ReleasedSchemas.bundled().all().stream()
                .filter(released -> released.record().equals(schema.getName()))
                .toList();
    }

    private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType();
    }

    private static List<String> undocumented(Schema schema, List<String> found) {
        switch (schema.getType()) {
            case RECORD -> {
                if (schema.getDoc() == null) {
                    found.add(schema.getName());
                }
                for (Schema.Field field : schema.getFields()) {
                    if (field.doc() == null) {
                        found.add(schema.getName() + "." + field.name());
                    }
                    undocumented(field.schema(), found);
                }
            }
            case ENUM -> {
                if (schema.getDoc() == null) {
                    found.add(schema.getName());
                }
            }
            case UNION -> schema.getTypes().forEach(type -> undocumented(type, found));
            case ARRAY -> undocumented(schema.getElementType(), found);
            case MAP -> undocumented(schema.getValueType(), found);
            default -> {}
        }
        return found;
    }

    private static List<Schema> enumerations(Schema schema, List<Schema> found) {
        switch (schema.getType()) {
            case RECORD -> schema.getFields().forEach(field -> enumerations(field.schema(), found));
            case ENUM -> found.add(schema);
            case UNION -> schema.getTypes().forEach(type -> enumerations(type, found));
            case ARRAY -> enumerations(schema.getElementType(), found);
            default -> {}
        }
        return found;
    }
}
