package dev.correnteza.gateways.ticto;

import static dev.correnteza.gateways.ticto.TictoTexts.text;

import dev.correnteza.events.Address;
import dev.correnteza.events.Customer;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.people.Countries;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The customer in Ticto's payloads. */
final class TictoCustomer {
    private TictoCustomer() {}

    /** {@code null} where nothing is said of one. Some abandoned carts have name and e-mail at the root. */
    static @Nullable Customer of(JsonPayload postback) {
        JsonPayload from = postback.at("customer");
        @Nullable String name = text(from, postback, "name");
        @Nullable String email = text(from, postback, "email");
        if (!from.isPresent() && name == null && email == null) {
            return null;
        }
        Customer customer = new Customer();
        customer.setName(name);
        customer.setEmail(email);
        Documents.set(customer, document(from));
        customer.setPhone(phone(from));
        JsonPayload address = from.at("address");
        if (address.isPresent() && !address.flag("is_mock")) {
            customer.setAddress(address(address));
        }
        return customer;
    }

    private static @Nullable String document(JsonPayload from) {
        @Nullable String cpf = text(from, "cpf");
        @Nullable String cnpj = text(from, "cnpj");
        boolean company = "company".equals(from.text("type"));
        return cpf == null || (company && cnpj != null) ? cnpj : cpf;
    }

    private static @Nullable String phone(JsonPayload from) {
        JsonPayload own = from.at("phone");
        List<JsonPayload> phones = from.each("phones");
        JsonPayload phone = own.isPresent() || phones.isEmpty() ? own : phones.getFirst();
        @Nullable String callingCode = text(phone, "ddi");
        if (callingCode == null && from.flag("is_foreign")) {
            return null;
        }
        return Phones.e164WithCallingCode(callingCode, text(phone, "ddd"), text(phone, "number"));
    }

    private static Address address(JsonPayload from) {
        Address address = new Address();
        address.setStreet(text(from, "street"));
        address.setNumber(text(from, "street_number"));
        address.setComplement(text(from, "complement"));
        address.setDistrict(text(from, "neighborhood"));
        address.setCity(text(from, "city"));
        address.setState(text(from, "state"));
        address.setPostalCode(text(from, "zip_code"));
        address.setCountry(Countries.alpha2(text(from, "country")));
        return address;
    }
}
