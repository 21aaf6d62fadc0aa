package dev.correnteza.processor.account;

import dev.correnteza.processor.page.BadRequest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;

/** Which secrets are taken, and making those that nobody gives. */
final class SecretRules {
    private static final int BYTES = 32;
    private static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 4_096; // keys that a gateway gives may be long
    private static final int MIN_DIFFERENT = 4;

    private final SecureRandom random = new SecureRandom();

    String generated() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The secret as it counts, without blanks around it.
     *
     * @param name of the field that holds it
     * @param known secrets that the account has or had
     * @throws BadRequest when it is no secret, or a known one
     */
    static String checked(String name, String value, Collection<String> known) {
        String secret = value.strip();
        if (secret.length() < MIN_LENGTH || secret.length() > MAX_LENGTH) {
            throw new BadRequest(name, "at least " + MIN_LENGTH + " characters and at most " + MAX_LENGTH);
        }
        if (secret.chars().distinct().count() < MIN_DIFFERENT) {
            throw new BadRequest(name, "at least " + MIN_DIFFERENT + " different characters");
        }
        if (secret.chars().anyMatch(Character::isISOControl)) {
            throw new BadRequest(name, "characters that can be printed");
        }
        if (known.contains(secret)) {
            throw new BadRequest(name, "one that this account never had");
        }
        return secret;
    }
}
