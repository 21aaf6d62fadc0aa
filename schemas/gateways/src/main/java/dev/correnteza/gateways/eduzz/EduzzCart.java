package dev.correnteza.gateways.eduzz;

import dev.correnteza.events.Item;
import dev.correnteza.events.PaymentEvent;
import dev.correnteza.gateways.payload.JsonPayload;
import java.util.List;

/** An abandoned cart, documented for the second generation and read alike in the third. */
final class EduzzCart {
    private EduzzCart() {}

    static void read(JsonPayload cart, PaymentEvent event) {
        event.setCustomer(EduzzCustomer.ofCart(cart.at("customer")));
        JsonPayload product = cart.at("product");
        if (product.isPresent()) {
            Item item = new Item();
            item.setProductId(product.text("id"));
            item.setName(product.text("title"));
            item.setQuantity(1);
            event.setItems(List.of(item));
        }
    }
}
