package dev.correnteza.tracking.meta;

import java.util.Locale;

/** Where a sale took place; the sender vouches for it. Meta shows Event Match Quality for {@link #WEBSITE} only. */
public enum ActionSource {
    WEBSITE,
    CHAT,
    SYSTEM_GENERATED,
    EMAIL,
    APP,
    PHONE_CALL,
    PHYSICAL_STORE,
    OTHER;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
