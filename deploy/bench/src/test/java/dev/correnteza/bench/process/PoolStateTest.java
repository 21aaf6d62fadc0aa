package dev.correnteza.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PoolStateTest {
    private static final String METRICS = """
            # TYPE r2dbc_pool_acquired_connections gauge
            r2dbc_pool_acquired_connections{name="connectionFactory"} 2.0
            r2dbc_pool_allocated_connections{name="connectionFactory"} 5.0
            r2dbc_pool_idle_connections{name="connectionFactory"} 3.0
            r2dbc_pool_max_pending_connections{name="connectionFactory"} 2.147483647E9
            r2dbc_pool_pending_connections{name="connectionFactory"} 1.0
            """;

    @Test
    void isReadFromMetrics() {
        assertThat(PoolState.of(METRICS)).isEqualTo(new PoolState(2, 3, 5, 1));
        assertThatThrownBy(() -> PoolState.of("")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isAtRestWhenNobodyHasOrWantsOne() {
        assertThat(new PoolState(0, 5, 5, 0).isAtRest()).isTrue();
        assertThat(new PoolState(1, 4, 5, 0).isAtRest()).isFalse();
        assertThat(new PoolState(0, 4, 5, 0).isAtRest()).isFalse();
        assertThat(new PoolState(0, 5, 5, 1).isAtRest()).isFalse();
    }
}
