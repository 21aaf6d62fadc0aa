package dev.correnteza.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.correnteza.gateways.AccountSecrets.SigningSecret;
import dev.correnteza.gateways.Verification.Rejected;
import dev.correnteza.gateways.Verification.Verified;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing but a proof of the account's own secret is accepted, and nothing makes a verifier fail. */
class VerifyingFuzzTest {
    private static final Instant RECEIVED_AT = Instant.parse("2026-03-15T12:00:00Z");

    static Stream<byte[]> samples() {
        return WrittenRequest.samples("the-current-one-of-another-account", RECEIVED_AT);
    }

    @MethodSource("samples")
    @FuzzTest
    void acceptsNothingThatIsNotSigned(byte[] bytes) {
        WrittenRequest request = WrittenRequest.read(bytes);
        boolean signs = request.sender().signs();

        assertThat(verify(request, secretsOf(request, bytes)) instanceof Verified)
                .isEqualTo(!signs);
        if (signs) {
            assertThat(verify(request, new AccountSecrets(List.of()))).isInstanceOf(Rejected.class);
        }
    }

    private static Verification verify(WrittenRequest request, AccountSecrets secrets) {
        return request.adapter().verify(request.received(), secrets, RECEIVED_AT);
    }

    /** Of the request itself, every byte of it: what the fuzzer learns from comparisons is wrong in the next one. */
    private static AccountSecrets secretsOf(WrittenRequest request, byte[] bytes) {
        return new AccountSecrets(Stream.of("current", "previous")
                .map(which -> UUID.nameUUIDFromBytes(bytes) + "-" + which)
                .map(text -> new SigningSecret(request.sender().secretOf(text), Instant.EPOCH, null))
                .toList());
    }
}
