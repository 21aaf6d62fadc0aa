package dev.correnteza.gateways.pagarme;

import dev.correnteza.events.Address;
import dev.correnteza.events.Customer;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.people.Countries;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import org.jspecify.annotations.Nullable;

/** The customer of an order or charge; the payer of a PIX has only a masked document and is not read. */
final class PagarmeCustomer {
    private PagarmeCustomer() {}

    static @Nullable Customer of(JsonPayload from) {
        if (!from.isPresent()) {
            return null;
        }
        Customer customer = new Customer();
        customer.setName(from.text("name"));
        customer.setEmail(from.text("email"));
        Documents.set(customer, from.text("document"), from.text("document_type"));
        JsonPayload mobile = from.at("phones").at("mobile_phone");
        JsonPayload phone = mobile.isPresent() ? mobile : from.at("phones").at("home_phone");
        customer.setPhone(
                Phones.e164WithCallingCode(phone.text("country_code"), phone.text("area_code"), phone.text("number")));
        customer.setAddress(address(from.at("address")));
        return customer;
    }

    private static @Nullable Address address(JsonPayload from) {
        Address address = new Address();
        @Nullable String line = from.text("line_1");
        String[] parts = line == null ? new String[0] : line.split(",", -1);
        if (parts.length == 3) {
            address.setNumber(parts[0].strip());
            address.setStreet(parts[1].strip());
            address.setDistrict(parts[2].strip());
        } else {
            address.setStreet(line);
        }
        address.setComplement(from.text("line_2"));
        address.setCity(from.text("city"));
        address.setState(from.text("state"));
        address.setPostalCode(from.text("zip_code"));
        address.setCountry(Countries.alpha2(from.text("country")));
        return address.equals(new Address()) ? null : address;
    }
}
