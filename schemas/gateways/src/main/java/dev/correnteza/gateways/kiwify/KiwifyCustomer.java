package dev.correnteza.gateways.kiwify;

import dev.correnteza.events.Address;
import dev.correnteza.events.Customer;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.people.Countries;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import org.jspecify.annotations.Nullable;

/** The customer in Kiwify's payloads. */
final class KiwifyCustomer {
    private static final String PANEL_TEST = "johndoe@example.com";

    private KiwifyCustomer() {}

    /** Whether the panel's test button sent it: authentic, of any event, and never a sale. */
    static boolean isOfPanelTest(JsonPayload order) {
        return PANEL_TEST.equalsIgnoreCase(order.at("Customer").text("email"))
                || PANEL_TEST.equalsIgnoreCase(order.text("email"));
    }

    /** The customer of an order; {@code null} where there is none. */
    static @Nullable Customer of(JsonPayload from) {
        if (!from.isPresent()) {
            return null;
        }
        Customer customer = new Customer();
        customer.setName(from.text("full_name"));
        customer.setEmail(from.text("email"));
        Documents.set(customer, document(from.text("CPF"), from.text("cnpj")));
        @Nullable String country = Countries.alpha2(from.text("country"));
        customer.setPhone(Phones.e164(null, from.text("mobile"), country));
        customer.setAddress(address(from, country));
        return customer;
    }

    /** The customer of a cart, who stands at its root. */
    static Customer ofCart(JsonPayload cart) {
        Customer customer = new Customer();
        customer.setName(cart.text("name"));
        customer.setEmail(cart.text("email"));
        Documents.set(customer, document(cart.text("cpf"), cart.text("cnpj")));
        customer.setPhone(Phones.e164(null, cart.text("phone"), Countries.alpha2(cart.text("country"))));
        return customer;
    }

    // Spelled differently; never both.
    private static @Nullable String document(@Nullable String cpf, @Nullable String cnpj) {
        return cpf == null ? cnpj : cpf;
    }

    private static @Nullable Address address(JsonPayload from, @Nullable String country) {
        Address address = new Address();
        address.setStreet(from.text("street"));
        address.setNumber(from.text("number"));
        address.setComplement(from.text("complement"));
        address.setDistrict(from.text("neighborhood"));
        address.setCity(from.text("city"));
        address.setState(from.text("state"));
        address.setPostalCode(from.text("zipcode"));
        address.setCountry(country);
        return address.equals(new Address()) ? null : address;
    }
}
