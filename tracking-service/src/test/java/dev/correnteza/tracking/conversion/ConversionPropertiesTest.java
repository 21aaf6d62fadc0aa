package dev.correnteza.tracking.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correnteza.tracking.meta.ActionSource;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ConversionPropertiesTest {

    @Test
    void hasDefaults() {
        ConversionProperties properties = bind(Map.of());

        assertThat(properties.url()).isEqualTo(URI.create("https://graph.facebook.com"));
        assertThat(properties.apiVersion()).isEqualTo("v26.0");
        assertThat(properties.timeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(properties.connections()).isEqualTo(32);
        assertThat(properties.lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(properties.valueVariants()).isFalse();
        assertThat(properties.pixels()).isEmpty();
    }

    @Test
    void takesOtherValues() {
        ConversionProperties properties = bind(Map.ofEntries(
                Map.entry("url", "http://127.0.0.1:1"),
                Map.entry("api-version", "v27.0"),
                Map.entry("timeout", "2s"),
                Map.entry("connections", "3"),
                Map.entry("lease", "4s"),
                Map.entry("poll-interval", "5s"),
                Map.entry("first-backoff", "6s"),
                Map.entry("max-backoff", "7s"),
                Map.entry("pause", "8s"),
                Map.entry("unexpected-attempts", "9"),
                Map.entry("value-variants", "true"),
                Map.entry("batch-timeout", "10s"),
                Map.entry("pixels[0].tenant-id", "t"),
                Map.entry("pixels[0].pixel-id", "11"),
                Map.entry("pixels[0].access-token", "secret"),
                Map.entry("pixels[0].action-source", "website"),
                Map.entry("pixels[0].event-source-url", "https://example.com/")));

        assertThat(properties)
                .isEqualTo(new ConversionProperties(
                        URI.create("http://127.0.0.1:1"),
                        "v27.0",
                        Duration.ofSeconds(2),
                        3,
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(8),
                        9,
                        true,
                        Duration.ofSeconds(10),
                        java.util.List.of(
                                new Pixel("t", "11", "secret", ActionSource.WEBSITE, "https://example.com/"))));
        assertThat(properties.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "pixels[0].access-token,'',access-token",
        "pixels[0].access-token,with blank,access-token",
        "pixels[0].tenant-id,'',tenant-id",
        "pixels[0].pixel-id,../me,pixel-id",
        "pixels[0].action-source,website,event-source-url",
        "lease,1s,lease",
        "timeout,0s,timeout",
        "pause,-1s,pause",
        "pixels[1].pixel-id,11,twice"
    })
    void refuses(String key, String value, String named) {
        Map<String, String> values = new HashMap<>(
                Map.of("pixels[0].tenant-id", "t", "pixels[0].pixel-id", "11", "pixels[0].access-token", "secret"));
        if (key.startsWith("pixels[1]")) {
            values.putAll(Map.of("pixels[1].tenant-id", "t", "pixels[1].access-token", "secret"));
        }
        values.put(key, value);

        assertThatThrownBy(() -> bind(values))
                .rootCause()
                .hasMessageContaining(named)
                .hasMessageNotContaining("secret");
    }

    private static ConversionProperties bind(Map<String, String> values) {
        Map<String, String> prefixed = new HashMap<>();
        values.forEach((key, value) -> prefixed.put("correnteza.tracking.conversions." + key, value));
        return new Binder(new MapConfigurationPropertySource(prefixed))
                .bindOrCreate("correnteza.tracking.conversions", ConversionProperties.class);
    }
}
