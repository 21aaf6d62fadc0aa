package dev.correnteza.gateways.kirvano;

import dev.correnteza.events.Address;
import dev.correnteza.events.Customer;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.people.Countries;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import org.jspecify.annotations.Nullable;

/** The customer in Kirvano's payloads. */
final class KirvanoCustomer {
    private KirvanoCustomer() {}

    static @Nullable Customer of(JsonPayload from) {
        if (!from.isPresent()) {
            return null;
        }
        Customer customer = new Customer();
        customer.setName(from.text("name"));
        customer.setEmail(from.text("email"));
        Documents.set(customer, from.text("document"));
        Address address = address(from.at("address"));
        customer.setPhone(Phones.e164(null, from.text("phone_number"), address.getCountry()));
        // A checkout by PIX sends one of nulls.
        customer.setAddress(address.equals(new Address()) ? null : address);
        return customer;
    }

    private static Address address(JsonPayload from) {
        Address address = new Address();
        address.setStreet(from.text("street"));
        address.setNumber(from.text("number"));
        address.setComplement(from.text("complement"));
        address.setDistrict(from.text("neighborhood"));
        address.setCity(from.text("city"));
        address.setState(from.text("state"));
        address.setPostalCode(from.text("zipcode"));
        address.setCountry(Countries.alpha2(from.text("country")));
        return address;
    }
}
