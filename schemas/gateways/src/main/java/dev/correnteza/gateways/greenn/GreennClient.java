package dev.correnteza.gateways.greenn;

import dev.correnteza.events.Address;
import dev.correnteza.events.Customer;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import org.jspecify.annotations.Nullable;

/** The customer in Greenn's payloads: client of a sale or contract, lead of an abandoned checkout. */
final class GreennClient {
    private GreennClient() {}

    /** {@code null} where there is none. */
    static @Nullable Customer of(JsonPayload from) {
        if (!from.isPresent()) {
            return null;
        }
        Customer customer = new Customer();
        customer.setName(from.text("name"));
        customer.setEmail(from.text("email"));
        Documents.set(customer, from.text("cpf_cnpj"));
        customer.setPhone(Phones.e164(null, from.text("cellphone"), null));
        customer.setAddress(address(from));
        return customer;
    }

    private static @Nullable Address address(JsonPayload from) {
        Address address = new Address();
        address.setStreet(from.text("street"));
        address.setNumber(from.text("number"));
        address.setComplement(from.text("complement"));
        address.setDistrict(from.text("neighborhood"));
        address.setCity(from.text("city"));
        address.setState(from.text("uf"));
        address.setPostalCode(from.text("zipcode"));
        return address.equals(new Address()) ? null : address;
    }
}
