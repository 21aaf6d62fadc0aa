package dev.correnteza.gateways.lastlink;

import dev.correnteza.events.Customer;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import org.jspecify.annotations.Nullable;

/** The customer in Lastlink's payloads. */
final class LastlinkBuyer {
    private LastlinkBuyer() {}

    /** {@code null} where there is none. */
    static @Nullable Customer of(JsonPayload buyer) {
        if (!buyer.isPresent()) {
            return null;
        }
        Customer customer = new Customer();
        customer.setName(buyer.text("Name"));
        customer.setEmail(buyer.text("Email"));
        Documents.set(customer, buyer.text("Document"));
        customer.setPhone(Phones.e164(null, buyer.text("PhoneNumber"), null));
        return customer;
    }
}
