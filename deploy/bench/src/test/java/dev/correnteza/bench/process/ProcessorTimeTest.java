package dev.correnteza.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorTimeTest {
    @Test
    void addsWhatTheProcessAndTheKernelTook() {
        String stat = "4711 (a (strange) name) S 1 4711 4711 0 -1 4194560 1 2 3 4 250 125 7 8 20 0 9 0 1 2 3";

        assertThat(ProcessorTime.parse(stat)).isEqualTo(3.75);
    }
}
