package dev.correnteza.events.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.correnteza.events.AdClick;
import dev.correnteza.events.ConversionDelivery;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.GatewayNotification;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentTransition;
import dev.correnteza.events.QuarantinedWebhook;
import dev.correnteza.events.RefusedWebhook;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueWriterTest {
    private static final int RECORDS = 300;

    static {
        TrustedClasses.add();
    }

    private final Random random = new Random(20);

    @ParameterizedTest
    @ValueSource(
            classes = {
                AdClick.class,
                ConversionDelivery.class,
                GatewayAccount.class,
                GatewayNotification.class,
                PaymentEvent.class,
                PaymentTransition.class,
                QuarantinedWebhook.class,
                RefusedWebhook.class
            })
    void writesWhatAvroWrites(Class<? extends SpecificRecord> type) throws Exception {
        SpecificData model = SpecificData.getForClass(type);
        Schema schema = model.getSchema(type);
        SpecificDatumWriter<Object> avro = new SpecificDatumWriter<>(schema, model);
        ValueWriter ours = ValueWriter.of(schema);

        for (int i = 0; i < RECORDS; i++) {
            Object value = any(schema, model);

            assertThat(bytes(out -> ours.write(value, out)))
                    .as(value.toString())
                    .isEqualTo(bytes(out -> avro.write(value, out)));
        }
    }

    @Test
    void namesTheFieldThatIsMissing() {
        PaymentEvent event = new PaymentEvent();

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> bytes(out -> ValueWriter.of(event.getSchema()).write(event, out)))
                .withMessageContaining("field eventId");
    }

    private static byte[] bytes(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
        writing.to(out);
        out.flush();
        return bytes.toByteArray();
    }

    private interface Writing {
        void to(BinaryEncoder out) throws IOException;
    }

    private Object any(Schema schema, SpecificData model) {
        if (schema.getLogicalType() != null) {
            return Instant.EPOCH.plus(random.nextLong(-1L << 50, 1L << 50), ChronoUnit.MICROS);
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema, model);
            case STRING -> text();
            case BYTES -> ByteBuffer.wrap(text().getBytes(UTF_8));
            case ENUM -> {
                List<String> symbols = schema.getEnumSymbols();
                yield model.createEnum(symbols.get(random.nextInt(symbols.size())), schema);
            }
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt();
            case LONG -> random.nextLong();
            case DOUBLE -> random.nextDouble();
            case ARRAY -> {
                List<Object> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(any(schema.getElementType(), model));
                }
                yield elements;
            }
            case MAP -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    entries.put(text(), any(schema.getValueType(), model));
                }
                yield entries;
            }
            default -> throw new IllegalArgumentException(schema.toString());
        };
    }

    private Object record(Schema schema, SpecificData model) {
        SpecificRecord record = (SpecificRecord) model.newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), anyOrNone(field.schema(), model));
        }
        return record;
    }

    private @Nullable Object anyOrNone(Schema schema, SpecificData model) {
        if (!schema.isUnion()) {
            return any(schema, model);
        }
        Schema branch = schema.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
        return random.nextInt(3) == 0 ? null : any(branch, model);
    }

    private String text() {
        return random.ints(random.nextInt(40), 32, 0x2FFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
