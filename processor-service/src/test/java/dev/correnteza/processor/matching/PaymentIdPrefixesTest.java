package dev.correnteza.processor.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentIdPrefixesTest {
    @Test
    void givesEachTenantItsPrefixAndOthersTheDefault() {
        PaymentIdPrefixes prefixes = new PaymentIdPrefixes(Map.of("tenant-1", "ACME"));

        assertThat(prefixes.of("tenant-1")).isEqualTo("ACME");
        assertThat(prefixes.of("tenant-2")).isEqualTo("PAY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with_underscore", "a b", "longerThanTwentyLetters"})
    void refusesPrefixesThatIdsCannotBeginWith(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PaymentIdPrefixes(Map.of("tenant-1", prefix)))
                .withMessageContaining("correnteza.processor.payment-id-prefixes.tenant-1")
                .withMessageContaining("expected: 1 to 20 letters and digits");
    }
}
