package dev.correnteza.events.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import dev.correnteza.events.AccountSecret;
import dev.correnteza.events.AccountStatus;
import dev.correnteza.events.AdClick;
import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.events.GatewayAccount;
import dev.correnteza.events.Item;
import dev.correnteza.events.Lane;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.events.PaymentMethod;
import dev.correnteza.events.RawWebhook;
import dev.correnteza.events.SecretKind;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.junit.jupiter.api.Test;

class AvroCodecTest {
    private static final Instant AT = Instant.parse("2026-03-15T12:00:00.123456Z");
    private static final int PREFIX = 5;

    private final AvroCodec<PaymentEvent> events = AvroCodec.of(PaymentEvent.class);
    private final AvroCodec<GatewayAccount> accounts = AvroCodec.of(GatewayAccount.class);

    @Test
    void readsWhatItWrote() throws Exception {
        assertThat(events.decode(events.encode(event()))).isEqualTo(event());
        assertThat(accounts.decode(accounts.encode(account()))).isEqualTo(account());
    }

    @Test
    void writesTheSameAfterARecordThatCannotBeWritten() {
        byte[] before = events.encode(event());
        PaymentEvent broken = event();
        broken.setEventId(null);

        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> events.encode(broken));
        assertThat(events.encode(event())).isEqualTo(before);
    }

    @Test
    void startsWithAZeroByteAndTheReleasedIdOfItsSchema() {
        byte[] bytes = events.encode(event());

        assertThat(bytes[0]).isZero();
        assertThat(ByteBuffer.wrap(bytes, 1, 4).getInt()).isEqualTo(353096958);
    }

    @Test
    void refusesWhatIsNotInTheWireFormat() {
        byte[] bytes = events.encode(event());
        bytes[0] = 1;

        for (byte[] other : List.of(bytes, new byte[0], new byte[4], "{\"eventId\":1}".getBytes(UTF_8))) {
            assertThatExceptionOfType(UndecodableRecord.class).isThrownBy(() -> events.decode(other));
        }
    }

    @Test
    void refusesASchemaNobodyReleased() {
        byte[] bytes = withId(events.encode(event()), 7);

        assertThatExceptionOfType(UndecodableRecord.class)
                .isThrownBy(() -> events.decode(bytes))
                .withMessage("schema id unknown: 7");
    }

    @Test
    void refusesAnotherRecord() {
        assertThatExceptionOfType(UndecodableRecord.class)
                .isThrownBy(() -> events.decode(accounts.encode(account())))
                .withMessage("is another record: dev.correnteza.events.GatewayAccount");
    }

    @Test
    void refusesARecordThatWasCutAnywhere() {
        byte[] bytes = events.encode(event());

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(UndecodableRecord.class)
                    .as("cut after %d bytes", length)
                    .isThrownBy(() -> events.decode(cut));
        }
    }

    @Test
    void refusesBytesBehindTheRecord() {
        byte[] bytes = events.encode(event());

        assertThatExceptionOfType(UndecodableRecord.class)
                .isThrownBy(() -> events.decode(Arrays.copyOf(bytes, bytes.length + 1)));
    }

    @Test
    void readsOrRefusesWhateverComes() {
        Random random = new Random(20260315);
        byte[] good = events.encode(event());
        int refused = 0;
        for (int round = 0; round < 50_000; round++) {
            byte[] bytes = round % 2 == 0 ? garbage(random, good) : damaged(random, good);
            try {
                assertThat(events.decode(bytes)).isNotNull();
            } catch (UndecodableRecord expected) {
                refused++;
            }
        }

        assertThat(refused).isGreaterThan(25_000);
    }

    @Test
    void takesNoMemoryForLengthsThatOnlyPretend() {
        ByteBuffer eventId = varint(1L << 60);
        ByteBuffer almostTwoGigabytes = varint(Integer.MAX_VALUE - 8L);
        for (ByteBuffer length : List.of(eventId, almostTwoGigabytes, varint(-1L), varint(Long.MIN_VALUE))) {
            refusesCheaply(concat(prefix(events.encode(event())), length));
        }
        // accountId, tenantId, gateway: empty; displayName: null; status: 0; then the number of secrets, or of
        // settings.
        byte[] untilSecrets = {0, 0, 0, 0, 0};
        for (long count : new long[] {1L << 60, Integer.MAX_VALUE - 8L, 100_000_000L, -100_000_000L, Long.MIN_VALUE}) {
            byte[] head = prefix(accounts.encode(account()));
            refusesCheaply(concat(head, ByteBuffer.wrap(untilSecrets), varint(count)));
            refusesCheaply(concat(head, ByteBuffer.wrap(untilSecrets), ByteBuffer.wrap(new byte[1]), varint(count)));
            refusesCheaply(
                    concat(head, ByteBuffer.wrap(untilSecrets), varint(count), ByteBuffer.wrap(new byte[1_000])));
        }
    }

    @Test
    void asksOnceForASchemaThatIsNewerThanThisJar() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Schema newer = newerAdClick();
        AvroCodec<AdClick> clicks = AvroCodec.of(AdClick.class, id -> {
            asked.incrementAndGet();
            return id == 7 ? Optional.of(newer) : Optional.empty();
        });
        byte[] old = AvroCodec.of(AdClick.class).encode(click());
        byte[] written = withId(Arrays.copyOf(old, old.length + 1), 7); // a field "new" more: an empty text

        assertThat(clicks.decode(written)).isEqualTo(click());
        assertThat(clicks.decode(written)).isEqualTo(click());

        assertThat(asked).hasValue(1);
    }

    @Test
    void passesOnThatNobodyCanBeAskedNow() {
        AvroCodec<PaymentEvent> codec = AvroCodec.of(PaymentEvent.class, id -> {
            throw new NewerSchemas.Unavailable("away", new java.io.IOException());
        });

        assertThatExceptionOfType(NewerSchemas.Unavailable.class)
                .isThrownBy(() -> codec.decode(withId(events.encode(event()), 7)));
    }

    private void refusesCheaply(byte[] bytes) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();

        assertThatExceptionOfType(UndecodableRecord.class).isThrownBy(() -> accounts.decode(bytes));
        assertThatExceptionOfType(UndecodableRecord.class).isThrownBy(() -> events.decode(bytes));

        assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000_000L);
    }

    private static byte[] garbage(Random random, byte[] good) {
        byte[] bytes = new byte[PREFIX + random.nextInt(200)];
        random.nextBytes(bytes);
        System.arraycopy(good, 0, bytes, 0, PREFIX);
        return bytes;
    }

    private static byte[] damaged(Random random, byte[] good) {
        byte[] bytes = good.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[PREFIX + random.nextInt(bytes.length - PREFIX)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static byte[] prefix(byte[] record) {
        return Arrays.copyOf(record, PREFIX);
    }

    private static byte[] withId(byte[] record, int id) {
        byte[] bytes = record.clone();
        ByteBuffer.wrap(bytes).putInt(1, id);
        return bytes;
    }

    private static byte[] concat(byte[] head, ByteBuffer... rest) {
        ByteBuffer all = ByteBuffer.allocate(head.length
                + Arrays.stream(rest).mapToInt(ByteBuffer::remaining).sum());
        all.put(head);
        for (ByteBuffer part : rest) {
            all.put(part.duplicate());
        }
        return all.array();
    }

    // Avro's zig-zag encoding of a long.
    private static ByteBuffer varint(long value) {
        ByteBuffer bytes = ByteBuffer.allocate(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        return bytes.put((byte) rest).flip();
    }

    private static Schema newerAdClick() {
        String text = AdClick.getClassSchema().toString();
        int end = text.lastIndexOf("]");
        String field = ",{\"name\":\"new\",\"type\":\"string\",\"doc\":\"new\",\"default\":\"\"}";
        return new SchemaParser()
                .parse(text.substring(0, end) + field + text.substring(end))
                .mainSchema();
    }

    private static PaymentEvent event() {
        PaymentEvent event = new PaymentEvent();
        event.setEventId("1a222272-9e13-8430-974a-a26cce794882");
        event.setTenantId("tenant-1");
        event.setAccountId("account-1");
        event.setGateway("hotmart");
        event.setLane(Lane.LIVE);
        event.setType("payment.paid");
        event.setOccurredAt(AT);
        event.setReceivedAt(AT);
        event.setAmountMinor(Long.MAX_VALUE);
        event.setCurrency("BRL");
        event.setMethod(PaymentMethod.PIX);
        event.setCustomer(
                new Customer("Joana 日本 \uD83D\uDE00", "j@example.com", "11144477735", DocumentType.CPF, null, null));
        event.setItems(List.of(new Item("p1", "Curso", null, null, null, 1, 149_700L)));
        event.setRaw(
                new RawWebhook("application/json", Map.of("user-agent", "x"), null, ByteBuffer.wrap(new byte[300]), 1));
        return event;
    }

    private static GatewayAccount account() {
        AccountSecret secret = new AccountSecret("s1", SecretKind.URL, "k1", ByteBuffer.wrap(new byte[40]), AT, null);
        return new GatewayAccount(
                "account-1", "tenant-1", "hotmart", null, AccountStatus.ACTIVE, List.of(secret), Map.of("a", "b"), AT);
    }

    private static AdClick click() {
        AdClick click = new AdClick();
        click.setTrackingToken("ctk_0123456789abcdefghij");
        click.setTenantId("tenant-1");
        click.setLinkId("link-1");
        click.setClickedAt(AT);
        return click;
    }
}
