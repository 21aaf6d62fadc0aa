package dev.correnteza.gateways.hubla;

import dev.correnteza.events.Address;
import dev.correnteza.events.Customer;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.people.Countries;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The customer in Hubla's payloads. */
final class HublaCustomer {
    private HublaCustomer() {}

    /** Who pays the invoice, at the address of its bill; {@code null} where nobody is named. */
    static @Nullable Customer ofInvoice(JsonPayload data, JsonPayload invoice) {
        JsonPayload payer = invoice.at("payer");
        @Nullable Customer customer = of(payer.isPresent() ? payer : data.at("user"));
        JsonPayload address = invoice.at("billingAddress");
        if (customer != null && address.isPresent()) {
            customer.setAddress(address(address));
        }
        return customer;
    }

    /** A payer or user; {@code null} where there is none. */
    static @Nullable Customer of(JsonPayload person) {
        if (!person.isPresent()) {
            return null;
        }
        String name = Stream.of("firstName", "lastName")
                .flatMap(part -> Stream.ofNullable(person.text(part)))
                .collect(Collectors.joining(" "));
        return customer(person, name.isEmpty() ? null : name);
    }

    /** Who left the checkout; {@code null} where nobody is named. */
    static @Nullable Customer ofLead(JsonPayload lead) {
        return lead.isPresent() ? customer(lead, lead.text("fullName")) : null;
    }

    private static Customer customer(JsonPayload person, @Nullable String name) {
        Customer customer = new Customer();
        customer.setName(name);
        customer.setEmail(person.text("email"));
        Documents.set(customer, person.text("document"));
        customer.setPhone(Phones.e164(null, person.text("phone"), null));
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
        address.setPostalCode(from.text("postalCode"));
        address.setCountry(Countries.alpha2(from.text("countryCode")));
        return address;
    }
}
