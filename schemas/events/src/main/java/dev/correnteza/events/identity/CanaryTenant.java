package dev.correnteza.events.identity;

/** The tenant of canaries: events that nobody sent, which show that every stage is at work. Who reads topics leaves it out. */
public final class CanaryTenant {
    public static final String ID = "canary";

    private CanaryTenant() {}
}
