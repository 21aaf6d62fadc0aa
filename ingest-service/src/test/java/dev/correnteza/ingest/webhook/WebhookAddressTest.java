package dev.correnteza.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookAddressTest {
    @ParameterizedTest
    @CsvSource({
        "/webhooks/efi/acc_1/s-ecret, s-ecret, ''",
        "/webhooks/efi/acc_1/s-ecret?x=/a/b, s-ecret, ''",
        "/webhooks/efi/acc_1/s-ecret/pix?x=1, s-ecret, pix",
        "/webhooks/efi/acc_1/s%2Decret/p%69x, s-ecret, pix",
        "/webhooks/efi/acc_1/s+ecret, s+ecret, ''",
        "/webhooks/efi/acc_1/s%2Fecret, s/ecret, ''"
    })
    void namesGatewayAccountSecretAndSuffix(String uri, String secret, String suffix) {
        assertThat(WebhookAddress.of(uri)).contains(new WebhookAddress("efi", "acc_1", secret, suffix));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webhooks",
                "/webhooks/",
                "/webhooks/efi/acc_1",
                "/webhooks/efi/acc_1/",
                "/webhooks/efi//secret",
                "/webhooks/efi/acc_1/secret/",
                "/webhooks/efi/acc_1/secret/pix/more",
                "/webhooks/efi/acc_1/%zz",
                "/webhooks/efi/acc_1/secret%",
                "http://example.com/webhooks/efi/acc_1/secret",
                "/WEBHOOKS/efi/acc_1/secret"
            })
    void isEmptyForEverythingElse(String uri) {
        assertThat(WebhookAddress.of(uri)).isEmpty();
    }

    @Test
    void tellsWhatIsForWebhooks() {
        assertThat(new String[] {"/webhooks", "/webhooks/", "/webhooks?x", "/webhooks/%zz/..", "/webhooks#x"})
                .allMatch(WebhookAddress::isBelow);
        assertThat(new String[] {"/", "/webhook", "/webhooksx", "/actuator/webhooks", ""})
                .noneMatch(WebhookAddress::isBelow);
    }

    @Test
    void doesNotShowTheSecret() {
        assertThat(WebhookAddress.of("/webhooks/efi/acc_1/s-ecret")
                        .orElseThrow()
                        .toString())
                .doesNotContain("s-ecret");
    }
}
