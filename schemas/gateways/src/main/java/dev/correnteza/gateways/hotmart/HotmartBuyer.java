package dev.correnteza.gateways.hotmart;

import dev.correnteza.events.Address;
import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.people.Countries;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import org.jspecify.annotations.Nullable;

/** The customer in Hotmart's payloads. */
final class HotmartBuyer {
    private HotmartBuyer() {}

    /** The buyer of a purchase event; {@code null} where there is none. */
    static @Nullable Customer ofPurchase(JsonPayload data) {
        JsonPayload buyer = data.at("buyer");
        if (!buyer.isPresent()) {
            return null;
        }
        JsonPayload address = buyer.at("address");
        @Nullable String country = country(address, data);
        Customer customer = named(buyer.text("name"), buyer.text("email"));
        Documents.set(customer, buyer.text("document"), buyer.text("document_type"));
        customer.setPhone(Phones.e164(buyer.text("checkout_phone_code"), buyer.text("checkout_phone"), country));
        if (address.isPresent()) {
            customer.setAddress(address(address));
        }
        return customer;
    }

    /** The buyer of an abandoned cart: the phone comes in one piece. */
    static @Nullable Customer ofCart(JsonPayload data) {
        JsonPayload buyer = data.at("buyer");
        if (!buyer.isPresent()) {
            return null;
        }
        Customer customer = named(buyer.text("name"), buyer.text("email"));
        @Nullable String country = Countries.alpha2(data.at("checkout_country").text("iso"));
        customer.setPhone(Phones.e164(null, buyer.text("phone"), country));
        return customer;
    }

    static Customer named(@Nullable String name, @Nullable String email) {
        Customer customer = new Customer();
        customer.setName(name);
        customer.setEmail(email);
        customer.setDocumentType(DocumentType.UNKNOWN);
        return customer;
    }

    private static @Nullable String country(JsonPayload address, JsonPayload data) {
        @Nullable String own = Countries.alpha2(address.text("country_iso"));
        return own != null
                ? own
                : Countries.alpha2(data.at("purchase").at("checkout_country").text("iso"));
    }

    private static Address address(JsonPayload from) {
        Address address = new Address();
        // Documented as street, sent as address.
        @Nullable String street = from.text("address");
        address.setStreet(street == null ? from.text("street") : street);
        address.setNumber(from.text("number"));
        address.setComplement(from.text("complement"));
        address.setDistrict(from.text("neighborhood"));
        address.setCity(from.text("city"));
        address.setState(from.text("state"));
        address.setPostalCode(from.text("zipcode"));
        @Nullable String country = Countries.alpha2(from.text("country_iso"));
        address.setCountry(country == null ? Countries.alpha2(from.text("country")) : country);
        return address;
    }
}
