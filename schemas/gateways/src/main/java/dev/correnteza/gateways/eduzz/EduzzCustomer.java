package dev.correnteza.gateways.eduzz;

import dev.correnteza.events.Address;
import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.people.Countries;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import org.jspecify.annotations.Nullable;

/** The customer in Eduzz's payloads: each has its own spelling. */
final class EduzzCustomer {
    private EduzzCustomer() {}

    static @Nullable Customer ofInvoice(JsonPayload buyer) {
        if (!buyer.isPresent()) {
            return null;
        }
        Customer customer = named(buyer);
        Documents.set(customer, buyer.text("document"));
        JsonPayload address = buyer.at("address");
        @Nullable String country = Countries.alpha2(address.text("country"));
        customer.setPhone(phone(country, buyer.text("cellphone"), buyer.text("phone"), buyer.text("phone2")));
        if (address.isPresent()) {
            Address told = new Address();
            told.setStreet(address.text("street"));
            told.setNumber(address.text("number"));
            told.setComplement(address.text("complement"));
            told.setDistrict(address.text("neighborhood"));
            told.setCity(address.text("city"));
            told.setState(address.text("state"));
            told.setPostalCode(address.text("zipCode"));
            told.setCountry(country);
            customer.setAddress(told);
        }
        return customer;
    }

    static @Nullable Customer ofContract(JsonPayload from) {
        if (!from.isPresent()) {
            return null;
        }
        Customer customer = named(from);
        JsonPayload phone = from.at("phone");
        customer.setPhone(
                Phones.e164WithCallingCode(phone.text("countryCode"), phone.text("areaCode"), phone.text("number")));
        return customer;
    }

    static @Nullable Customer ofCart(JsonPayload from) {
        if (!from.isPresent()) {
            return null;
        }
        Customer customer = named(from);
        customer.setPhone(phone(null, from.text("phone")));
        return customer;
    }

    /** Of the second generation: everything at the root. */
    static Customer ofLegacy(JsonPayload body) {
        Customer customer = new Customer();
        customer.setName(body.text("cus_name"));
        customer.setEmail(body.text("cus_email"));
        Documents.set(customer, body.text("cus_taxnumber"));
        @Nullable String country = Countries.alpha2(body.text("cus_address_country"));
        customer.setPhone(phone(country, body.text("cus_cel"), body.text("cus_tel"), body.text("cus_tel2")));
        Address address = new Address();
        address.setStreet(body.text("cus_address"));
        address.setNumber(body.text("cus_address_number"));
        address.setComplement(body.text("cus_address_comp"));
        address.setDistrict(body.text("cus_address_district"));
        address.setCity(body.text("cus_address_city"));
        address.setState(body.text("cus_address_state"));
        address.setPostalCode(body.text("cus_address_zip_code"));
        address.setCountry(country);
        customer.setAddress(address.equals(new Address()) ? null : address);
        return customer;
    }

    private static Customer named(JsonPayload from) {
        Customer customer = new Customer();
        customer.setName(from.text("name"));
        customer.setEmail(from.text("email"));
        customer.setDocumentType(DocumentType.UNKNOWN);
        return customer;
    }

    private static @Nullable String phone(@Nullable String country, @Nullable String... numbers) {
        for (String number : numbers) {
            @Nullable String phone = Phones.e164(null, number, country);
            if (phone != null) {
                return phone;
            }
        }
        return null;
    }
}
