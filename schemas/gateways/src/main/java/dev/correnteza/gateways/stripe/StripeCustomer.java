package dev.correnteza.gateways.stripe;

import dev.correnteza.events.Address;
import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.people.Countries;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import org.jspecify.annotations.Nullable;

/** The customer, from wherever an object names a person. */
final class StripeCustomer {
    private StripeCustomer() {}

    /**
     * A person told in two places, the first of which counts.
     *
     * @param object may have a receipt's address
     */
    static @Nullable Customer of(JsonPayload details, JsonPayload shipping, JsonPayload object) {
        JsonPayload address = details.at("address").isPresent() ? details.at("address") : shipping.at("address");
        @Nullable String email = details.text("email");
        Customer customer = person(
                details.text("name") == null ? shipping.text("name") : details.text("name"),
                email == null ? object.text("receipt_email") : email,
                details.text("phone") == null ? shipping.text("phone") : details.text("phone"),
                address);
        readDocument(customer, details, "tax_ids");
        if (customer.getDocument() == null) {
            Documents.set(customer, details.text("tax_id"));
        }
        return saysSomething(customer);
    }

    static @Nullable Customer ofInvoice(JsonPayload invoice) {
        Customer customer = person(
                invoice.text("customer_name"),
                invoice.text("customer_email"),
                invoice.text("customer_phone"),
                invoice.at("customer_address"));
        readDocument(customer, invoice, "customer_tax_ids");
        return saysSomething(customer);
    }

    private static Customer person(
            @Nullable String name, @Nullable String email, @Nullable String phone, JsonPayload from) {
        Customer customer = new Customer();
        customer.setDocumentType(DocumentType.UNKNOWN);
        customer.setName(name);
        customer.setEmail(email);
        @Nullable String country = Countries.alpha2(from.text("country"));
        customer.setPhone(Phones.e164(null, phone, country));
        Address address = new Address();
        address.setStreet(from.text("line1"));
        address.setComplement(from.text("line2"));
        address.setCity(from.text("city"));
        address.setState(from.text("state"));
        address.setPostalCode(from.text("postal_code"));
        address.setCountry(country);
        customer.setAddress(address.equals(new Address()) ? null : address);
        return customer;
    }

    private static void readDocument(Customer customer, JsonPayload from, String name) {
        for (JsonPayload taxId : from.each(name)) {
            switch (taxId.text("type")) {
                case "br_cpf" -> Documents.set(customer, taxId.text("value"), "CPF");
                case "br_cnpj" -> Documents.set(customer, taxId.text("value"), "CNPJ");
                case null, default -> {}
            }
        }
    }

    private static @Nullable Customer saysSomething(Customer customer) {
        Customer nobody = new Customer();
        nobody.setDocumentType(DocumentType.UNKNOWN);
        return customer.equals(nobody) ? null : customer;
    }
}
