package dev.correnteza.ingest.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.secret.SecretCipher;
import java.util.Base64;
import java.util.Map;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SecretsPropertiesTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String PREFIX = "correnteza.ingest.secrets.keys.";

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Wiring.class);

    @Test
    void readsWithEveryKey() {
        byte[] other = new byte[32];
        other[0] = 1;
        byte[] ciphertext = new SecretCipher(Map.of("k2", other), "k2").encrypt("secret", "here");

        runner.withPropertyValues(
                        PREFIX + "k1=" + KEY,
                        PREFIX + "k2=" + Base64.getEncoder().encodeToString(other))
                .run(context -> assertThat(context.getBean(SecretsProperties.class)
                                .cipher()
                                .decrypt(ciphertext, "k2", "here"))
                        .isEqualTo("secret"));
    }

    @Test
    void doesNotStartWithoutAKey() {
        runner.run(context -> assertThat(context).hasFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dG9vLXNob3J0LXNlY3JldA==", "not!base64-secret-key", ""})
    void doesNotStartWithAKeyThatIsNone(String key, CapturedOutput output) {
        runner.withPropertyValues(PREFIX + "k1=" + key).run(context -> {
            assertThat(context).hasFailed();
            assertThat(context.getStartupFailure()).rootCause().hasMessageContaining("k1");
            if (!key.isEmpty()) {
                assertThat(context.getStartupFailure())
                        .satisfies(failure ->
                                assertThat(Throwables.getStackTrace(failure)).doesNotContain(key));
                assertThat(output).doesNotContain(key);
            }
        });
    }

    @Test
    void keepsTheKeysToItself() {
        assertThat(new SecretsProperties(Map.of("k1", KEY))).hasToString("SecretsProperties[***]");
    }

    @EnableConfigurationProperties(SecretsProperties.class)
    static class Wiring {}
}
