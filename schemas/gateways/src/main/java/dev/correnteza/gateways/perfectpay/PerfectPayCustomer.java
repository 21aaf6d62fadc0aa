package dev.correnteza.gateways.perfectpay;

import dev.correnteza.events.Address;
import dev.correnteza.events.Customer;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.people.Countries;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import org.jspecify.annotations.Nullable;

/** The customer in PerfectPay's payloads. */
final class PerfectPayCustomer {
    private PerfectPayCustomer() {}

    /** {@code null} where there is none. */
    static @Nullable Customer of(JsonPayload from) {
        if (!from.isPresent()) {
            return null;
        }
        Customer customer = new Customer();
        customer.setName(from.text("full_name"));
        customer.setEmail(from.text("email"));
        Documents.set(customer, from.text("identification_number"), from.text("identification_type"));
        @Nullable String country = Countries.alpha2(from.text("country"));
        customer.setPhone(phone(from, country));
        customer.setAddress(address(from, country));
        return customer;
    }

    private static @Nullable String phone(JsonPayload from, @Nullable String country) {
        @Nullable String callingCode = from.text("phone_extension");
        @Nullable String areaCode = from.text("phone_area_code");
        @Nullable String number = from.text("phone_number");
        return callingCode == null
                ? Phones.e164(areaCode, number, country)
                : Phones.e164WithCallingCode(callingCode, areaCode, number);
    }

    private static @Nullable Address address(JsonPayload from, @Nullable String country) {
        Address address = new Address();
        address.setStreet(from.text("street_name"));
        address.setNumber(from.text("street_number"));
        address.setComplement(from.text("complement"));
        address.setDistrict(from.text("district"));
        address.setCity(from.text("city"));
        address.setState(from.text("state"));
        address.setPostalCode(from.text("zip_code"));
        address.setCountry(country);
        return address.equals(new Address()) ? null : address;
    }
}
