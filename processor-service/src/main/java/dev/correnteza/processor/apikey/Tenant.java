package dev.correnteza.processor.apikey;

/** Where controllers find the tenant of the caller: {@code @RequestAttribute(Tenant.ATTRIBUTE)}. */
public final class Tenant {
    public static final String ATTRIBUTE = "correnteza.tenant";

    private Tenant() {}
}
