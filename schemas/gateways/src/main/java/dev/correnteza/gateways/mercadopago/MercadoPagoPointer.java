package dev.correnteza.gateways.mercadopago;

import dev.correnteza.gateways.Normalization.Reason;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.payload.NotUnderstoodException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a notification points to.
 *
 * @param topic kind of resource
 * @param id the one that counts; {@code null} where there is none that may be believed
 */
record MercadoPagoPointer(String topic, @Nullable String id) {
    static final String SIGNED_ID = "data.id";
    static final Set<String> PARAMETERS = Set.of(SIGNED_ID, "type", "id", "topic");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final Pattern ALPHANUMERIC = Pattern.compile("[A-Za-z0-9]+");
    private static final Pattern ORDER_ADDRESS =
            Pattern.compile("https://api\\.mercadolibre\\.com/merchant_orders/([0-9]{1,19})");

    /** The id as it stands in the signed text. */
    static String asSigned(String id) {
        return ALPHANUMERIC.matcher(id).matches() ? id.toLowerCase(Locale.ROOT) : id;
    }

    /** Of a webhook: the id that its signature covers. */
    static MercadoPagoPointer ofWebhook(JsonPayload body, Map<String, String> query) {
        @Nullable String type = query.get("type");
        @Nullable String id = query.get(SIGNED_ID);
        return new MercadoPagoPointer(
                type == null || type.isBlank() ? body.requiredText("type") : type,
                id == null || id.isBlank() ? null : required(id, SIGNED_ID));
    }

    /** Of an IPN. */
    static MercadoPagoPointer ofIpn(JsonPayload body, Map<String, String> query) {
        String topic = Objects.requireNonNullElseGet(query.get("topic"), () -> body.requiredText("topic"));
        @Nullable String id = query.get("id");
        if (id != null && !id.isBlank()) {
            return new MercadoPagoPointer(topic, required(id, "id"));
        }
        String resource = body.requiredText("resource");
        Matcher address = ORDER_ADDRESS.matcher(resource);
        return new MercadoPagoPointer(topic, address.matches() ? address.group(1) : required(resource, "resource"));
    }

    // It becomes part of an address.
    private static String required(String id, String name) {
        if (!ID.matcher(id).matches()) {
            throw new NotUnderstoodException(Reason.MISSING_FIELD, name);
        }
        return id;
    }
}
