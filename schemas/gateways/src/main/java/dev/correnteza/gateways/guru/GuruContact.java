package dev.correnteza.gateways.guru;

import dev.correnteza.events.Address;
import dev.correnteza.events.Customer;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.people.Countries;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import org.jspecify.annotations.Nullable;

/** The customer: contact of a transaction, subscriber of a subscription. */
final class GuruContact {
    private static final String BRAZIL = "55";

    private GuruContact() {}

    static @Nullable Customer of(JsonPayload contact) {
        if (!contact.isPresent()) {
            return null;
        }
        Customer customer = new Customer();
        customer.setName(contact.text("name"));
        customer.setEmail(contact.text("email"));
        Documents.set(customer, contact.text("doc"));
        @Nullable String country = Countries.alpha2(contact.text("address_country"));
        customer.setPhone(
                Phones.e164(areaCode(contact.text("phone_local_code")), contact.text("phone_number"), country));
        customer.setAddress(address(contact, country));
        return customer;
    }

    // 55 is an area code too, but a number that lacks one cannot be told from a number that lacks the country.
    private static @Nullable String areaCode(@Nullable String localCode) {
        return localCode == null || localCode.replace("+", "").equals(BRAZIL) ? null : localCode;
    }

    private static @Nullable Address address(JsonPayload contact, @Nullable String country) {
        Address address = new Address();
        address.setStreet(contact.text("address"));
        address.setNumber(contact.text("address_number"));
        address.setComplement(contact.text("address_comp"));
        address.setDistrict(contact.text("address_district"));
        address.setCity(contact.text("address_city"));
        address.setState(contact.text("address_state"));
        address.setPostalCode(contact.text("address_zip_code"));
        address.setCountry(country);
        return address.equals(new Address()) ? null : address;
    }
}
