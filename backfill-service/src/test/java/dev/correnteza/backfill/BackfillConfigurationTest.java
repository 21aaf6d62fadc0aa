package dev.correnteza.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.backfill.account.GatewayAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class BackfillConfigurationTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(All.class);

    @Test
    void hasADefaultForEverythingButCredentials() {
        runner.run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correnteza.backfill.api-keys[0].sha256=abc",
                "correnteza.backfill.accounts[0].tenant-id=t",
                "correnteza.backfill.job.max-parallel=0",
                "correnteza.backfill.job.poll-interval=0ms",
                "correnteza.backfill.job.lease=1s",
                "correnteza.backfill.replay.max-rate-per-second=1",
                "correnteza.backfill.replay.max-poll-records=0",
                "correnteza.backfill.gateways.hotmart.page-size=501",
                "correnteza.backfill.gateways.hotmart.window=31d",
                "correnteza.backfill.gateways.hotmart.calls-per-minute=501",
                "correnteza.backfill.gateways.hotmart.max-attempts=0",
                "correnteza.backfill.gateways.hotmart.max-backoff=1ms"
            })
    void refusesToStart(String property) {
        runner.withPropertyValues(property).run(context -> assertThat(context).hasFailed());
    }

    @Test
    void refusesAnAccountThatIsThereTwice() {
        String account = "correnteza.backfill.accounts[%d].%s=x";
        var twice = runner;
        for (int index = 0; index < 2; index++) {
            for (String key :
                    new String[] {"tenant-id", "account-id", "gateway", "client-id", "client-secret", "basic"}) {
                twice = twice.withPropertyValues(account.formatted(index, key));
            }
        }
        twice.run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("is there twice"));
    }

    @Test
    void printsNoCredentials() {
        assertThat(new GatewayAccount("t", "a", "hotmart", "hidden1", "hidden2", "hidden3"))
                .hasToString("GatewayAccount[t, a, hotmart, ***]");
    }

    @EnableConfigurationProperties
    @ConfigurationPropertiesScan("dev.correnteza.backfill")
    static class All {}
}
