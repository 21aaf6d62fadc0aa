package dev.correnteza.processor.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RebuildPropertiesTest {
    @Test
    void letsNobodyRebuildByDefault() {
        assertThat(bound(Map.of()).operators()).isEmpty();
        assertThat(bound(Map.of("correnteza.processor.rebuild.operators", "")).operators())
                .isEmpty();
    }

    @Test
    void takesTenantsSeparatedByCommas() {
        assertThat(bound(Map.of("correnteza.processor.rebuild.operators", "ops, demo"))
                        .operators())
                .containsExactlyInAnyOrder("ops", "demo");
    }

    private static RebuildProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("correnteza.processor.rebuild", RebuildProperties.class);
    }
}
