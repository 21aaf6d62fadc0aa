package dev.correnteza.tracking.meta;

import java.util.List;
import java.util.regex.Pattern;

/** {@code em}: trimmed, lower case; only what looks like an address. Dots and plus parts are kept, as Meta's SDKs do. */
final class Emails {
    private static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL_LENGTH = 64;
    private static final Pattern ADDRESS =
            Pattern.compile("(?<local>[a-z0-9!#$%&'*+/=?^_`{|}~-]++(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]++)*+)"
                    + "@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+(xn--[a-z0-9-]{1,59}|[a-z]{2,63})");

    private Emails() {}

    /** The address; empty when it is none. */
    static List<String> forms(String typed) {
        String email = Texts.clean(typed);
        if (email.length() > MAX_LENGTH || email.indexOf('@') > MAX_LOCAL_LENGTH) {
            return List.of();
        }
        return ADDRESS.matcher(email).matches() ? List.of(email) : List.of();
    }
}
