package dev.correnteza.gateways.braip;

import dev.correnteza.events.Address;
import dev.correnteza.events.Customer;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import org.jspecify.annotations.Nullable;

/** The customer in Braip's payloads. */
final class BraipClient {
    private BraipClient() {}

    /** {@code null} where nothing is said of one. */
    static @Nullable Customer of(JsonPayload postback) {
        @Nullable String name = postback.text("client_name");
        @Nullable String email = postback.text("client_email");
        if (name == null && email == null) {
            return null;
        }
        Customer customer = new Customer();
        customer.setName(name);
        customer.setEmail(email);
        // Spelled so.
        Documents.set(customer, postback.text("client_documment"));
        customer.setPhone(Phones.e164(null, postback.text("client_cel"), null));
        customer.setAddress(address(postback));
        return customer;
    }

    private static @Nullable Address address(JsonPayload postback) {
        Address address = new Address();
        address.setStreet(postback.text("client_address"));
        address.setNumber(postback.text("client_address_number"));
        address.setCity(postback.text("client_city"));
        address.setState(postback.text("client_state"));
        address.setPostalCode(postback.text("client_zip_code"));
        return address.equals(new Address()) ? null : address;
    }
}
