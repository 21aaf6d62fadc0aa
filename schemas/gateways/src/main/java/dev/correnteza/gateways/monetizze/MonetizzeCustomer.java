package dev.correnteza.gateways.monetizze;

import dev.correnteza.events.Address;
import dev.correnteza.events.Customer;
import dev.correnteza.gateways.monetizze.MonetizzePost.Part;
import dev.correnteza.gateways.people.Countries;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import org.jspecify.annotations.Nullable;

/** The customer in Monetizze's posts. */
final class MonetizzeCustomer {
    private MonetizzeCustomer() {}

    static @Nullable Customer of(Part from) {
        Customer customer = new Customer();
        customer.setName(from.text("nome"));
        customer.setEmail(from.text("email"));
        Documents.set(customer, from.text("cnpj_cpf"));
        if (customer.getName() == null && customer.getEmail() == null && customer.getDocument() == null) {
            return null;
        }
        @Nullable String country = Countries.alpha2(from.text("pais"));
        customer.setPhone(Phones.e164(null, from.text("telefone"), country));
        Address address = new Address();
        address.setStreet(from.text("endereco"));
        address.setNumber(from.text("numero"));
        address.setComplement(from.text("complemento"));
        address.setDistrict(from.text("bairro"));
        address.setCity(from.text("cidade"));
        address.setState(from.text("estado"));
        address.setPostalCode(from.text("cep"));
        address.setCountry(country);
        customer.setAddress(address.equals(new Address()) ? null : address);
        return customer;
    }
}
