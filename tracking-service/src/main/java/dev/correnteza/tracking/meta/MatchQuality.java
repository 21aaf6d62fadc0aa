package dev.correnteza.tracking.meta;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Set;

/**
 * Our estimate of Event Match Quality, 0 to 10: the chance that at least one key finds the person, were the keys independent. Meta's
 * formula is not published and exists for website events only; this one ranks our own events and says nothing absolute.
 */
public final class MatchQuality {
    private static final Map<String, Double> CHANCES = Map.ofEntries(
            Map.entry("em", 0.65),
            Map.entry("fbc", 0.60),
            Map.entry("ph", 0.50),
            Map.entry("fbp", 0.30),
            Map.entry("client_ip_address", 0.15),
            Map.entry("client_user_agent", 0.05),
            Map.entry("db", 0.05),
            Map.entry("zp", 0.03),
            Map.entry("country", 0.03),
            Map.entry("ct", 0.02),
            Map.entry("st", 0.01),
            Map.entry("ge", 0.01));
    private static final double NAMES = 0.08;
    private static final double EXTERNAL_ID_COLD = 0.10;
    private static final double EXTERNAL_ID_WARM = 0.55;

    private MatchQuality() {}

    /**
     * @param keys of user_data that are sent
     * @param warm whether the same external_id was sent before together with e-mail, phone or click id
     * @return rounded to one digit
     */
    public static double of(Set<String> keys, boolean warm) {
        double missed = keys.stream()
                .mapToDouble(key -> 1 - CHANCES.getOrDefault(key, 0.0))
                .reduce(1, (one, other) -> one * other);
        if (keys.containsAll(Set.of("fn", "ln"))) {
            missed *= 1 - NAMES;
        }
        if (keys.contains("external_id")) {
            missed *= 1 - (warm ? EXTERNAL_ID_WARM : EXTERNAL_ID_COLD);
        }
        return BigDecimal.valueOf(10 * (1 - missed))
                .setScale(1, RoundingMode.HALF_UP)
                .doubleValue();
    }
}
