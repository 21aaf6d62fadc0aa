package dev.correnteza.gateways.cakto;

import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import org.jspecify.annotations.Nullable;

/** The customer in Cakto's payloads. */
final class CaktoCustomer {
    private CaktoCustomer() {}

    static @Nullable Customer of(JsonPayload from) {
        if (!from.isPresent()) {
            return null;
        }
        Customer customer = new Customer();
        customer.setName(from.text("name"));
        customer.setEmail(from.text("email"));
        Documents.set(customer, from.text("docNumber"), from.text("docType"));
        customer.setPhone(Phones.e164(null, from.text("phone"), null));
        return customer;
    }

    /** Of a checkout, where everything stands at the root; {@code null} where nothing does. */
    static @Nullable Customer ofCheckout(JsonPayload checkout) {
        Customer customer = new Customer();
        customer.setName(checkout.text("customerName"));
        customer.setEmail(checkout.text("customerEmail"));
        customer.setDocumentType(DocumentType.UNKNOWN);
        customer.setPhone(Phones.e164(null, checkout.text("customerCellphone"), null));
        return customer.getName() == null && customer.getEmail() == null && customer.getPhone() == null
                ? null
                : customer;
    }
}
