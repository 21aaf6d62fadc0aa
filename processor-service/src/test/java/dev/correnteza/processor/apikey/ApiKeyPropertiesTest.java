package dev.correnteza.processor.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.processor.apikey.ApiKeyProperties.ApiKey;
import dev.correnteza.processor.caller.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ApiKeyPropertiesTest {
    private static final String SHA256 = "0123456789abcdef".repeat(4);

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Wiring.class);

    @Test
    void letsNobodyInByDefault() {
        runner.run(context ->
                assertThat(context.getBean(ApiKeyProperties.class)).isEqualTo(new ApiKeyProperties(List.of())));
    }

    @Test
    void makesAnAdministratorOfAKeyWithoutARole() {
        runner.withPropertyValues(key("tenant-id=t"), key("sha256=" + SHA256))
                .run(context -> assertThat(
                                context.getBean(ApiKeyProperties.class).apiKeys())
                        .containsExactly(new ApiKey("t", SHA256, Role.ADMIN))
                        .extracting(ApiKey::keyId)
                        .containsExactly("configured_0123456789ab"));
    }

    @Test
    void takesOtherRoles() {
        runner.withPropertyValues(key("tenant-id=t"), key("sha256=" + SHA256), key("role=viewer"))
                .run(context -> assertThat(
                                context.getBean(ApiKeyProperties.class).apiKeys())
                        .containsExactly(new ApiKey("t", SHA256, Role.VIEWER)));
    }

    @ParameterizedTest
    @CsvSource({"tenant-id,", "sha256,0", "sha256,", "role,owner"})
    void refuses(String name, String value) {
        runner.withPropertyValues(
                        key("tenant-id=t"), key("sha256=" + SHA256), key(name + "=" + (value == null ? "" : value)))
                .run(context -> assertThat(context).hasFailed());
    }

    private static String key(String setting) {
        return "correnteza.processor.api-keys[0]." + setting;
    }

    @EnableConfigurationProperties(ApiKeyProperties.class)
    static class Wiring {}
}
