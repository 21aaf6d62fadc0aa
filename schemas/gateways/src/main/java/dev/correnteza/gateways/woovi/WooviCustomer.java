package dev.correnteza.gateways.woovi;

import dev.correnteza.events.Address;
import dev.correnteza.events.Customer;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.people.Countries;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import org.jspecify.annotations.Nullable;

/** The customer in Woovi's payloads. */
final class WooviCustomer {
    private WooviCustomer() {}

    /** The first who is named: whom the charge was made for comes before who paid it. */
    static @Nullable Customer of(JsonPayload... candidates) {
        for (JsonPayload from : candidates) {
            if (from.isPresent()) {
                return read(from);
            }
        }
        return null;
    }

    private static Customer read(JsonPayload from) {
        Customer customer = new Customer();
        customer.setName(from.text("name"));
        customer.setEmail(from.text("email"));
        customer.setPhone(Phones.e164(null, from.text("phone"), null));
        JsonPayload document = from.at("taxID");
        @Nullable String kind = document.text("type");
        Documents.set(customer, document.text("taxID"), kind == null ? null : kind.substring(kind.indexOf(':') + 1));
        JsonPayload address = from.at("address");
        if (address.isPresent()) {
            customer.setAddress(address(address));
        }
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
