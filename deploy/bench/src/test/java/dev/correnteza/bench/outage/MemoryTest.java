package dev.correnteza.bench.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correnteza.bench.outage.OutageResult.Memory;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void isReadInKilobytes() throws IOException {
        assertThat(ResidentMemory.parse(List.of("Name:\tjava", "VmRSS:\t    2048 kB")))
                .isEqualTo(2L << 20);
        assertThatThrownBy(() -> ResidentMemory.parse(List.of("Name:\tjava"))).isInstanceOf(IOException.class);
    }

    @Test
    void ofAPhaseIsItsHighestAndWhatItEndedWith() {
        MemorySamples samples = new MemorySamples();
        samples.add(1_000);
        LongStream.rangeClosed(1, 20).forEach(samples::add);

        assertThat(samples.max()).isEqualTo(1_000);
        assertThat(samples.atEnd()).isBetween(11L, 20L);
        assertThat(samples.median()).isEqualTo(11);
    }

    @Test
    void isSteadyUpToATenthMore() {
        assertThat(new Memory(100, 100, 110, 90, 110).isSteady()).isTrue();
        assertThat(new Memory(100, 100, 111, 90, 100).isSteady()).isFalse();
        assertThat(new Memory(100, 100, 100, 111, 100).isSteady()).isFalse();
        assertThat(new Memory(100, 100, 100, 100, 111).isSteady()).isFalse();
    }
}
