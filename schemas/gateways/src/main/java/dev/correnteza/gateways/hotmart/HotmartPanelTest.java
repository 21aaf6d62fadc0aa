package dev.correnteza.gateways.hotmart;

import dev.correnteza.gateways.payload.JsonPayload;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Recognizes what the panel's test button sends: authentic, of any event, and never a sale. */
final class HotmartPanelTest {
    private static final String PRODUCT_NAME = "Produto test postback2";
    private static final String NO_PRODUCT = "0";

    private HotmartPanelTest() {}

    // The marks that hold over the years; transaction, currency and country of the tests changed.
    static boolean isOne(String event, JsonPayload data) {
        JsonPayload product = data.at("product");
        @Nullable String name = product.text("name");
        if (name != null && name.startsWith(PRODUCT_NAME)) {
            return true;
        }
        if (event.startsWith("PURCHASE_") && NO_PRODUCT.equals(product.text("id"))) {
            return true;
        }
        @Nullable String email = data.at("buyer").text("email");
        return email != null && isTestBuyer(email.toLowerCase(Locale.ROOT));
    }

    private static boolean isTestBuyer(String email) {
        return email.equals("teste@hotmart.com.br")
                || (email.startsWith("testecomprador") && email.endsWith("@example.com"));
    }
}
