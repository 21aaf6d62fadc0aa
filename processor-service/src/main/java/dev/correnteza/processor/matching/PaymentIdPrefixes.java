package dev.correnteza.processor.matching;

import java.util.Map;
import java.util.regex.Pattern;

/** Prefixes of the payment ids of tenants. */
public record PaymentIdPrefixes(Map<String, String> byTenant) {
    private static final String DEFAULT = "PAY";
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9]{1,20}");

    public PaymentIdPrefixes {
        byTenant.forEach((tenant, prefix) -> {
            if (!VALID.matcher(prefix).matches()) {
                throw new IllegalArgumentException("correnteza.processor.payment-id-prefixes." + tenant + ": " + prefix
                        + " (expected: 1 to 20 letters and digits)");
            }
        });
        byTenant = Map.copyOf(byTenant);
    }

    /** Prefix of a tenant's payment ids. */
    public String of(String tenantId) {
        return byTenant.getOrDefault(tenantId, DEFAULT);
    }
}
