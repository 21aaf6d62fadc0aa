package dev.correnteza.processor.customer;

import dev.correnteza.events.Customer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A name by which a customer is known inside a tenant.
 *
 * @param kind which name, strongest first in the enumeration
 * @param value document without punctuation, e-mail in lower case, or phone as E.164
 */
public record CustomerKey(String tenantId, Kind kind, String value) {

    /** Names, strongest first. */
    public enum Kind {
        DOCUMENT,
        EMAIL,
        PHONE
    }

    /** Names that these data hold, strongest first; none where nothing identifies the person. */
    static List<CustomerKey> of(String tenantId, Customer customer) {
        List<CustomerKey> keys = new ArrayList<>();
        if (customer.getDocument() != null) {
            keys.add(new CustomerKey(tenantId, Kind.DOCUMENT, customer.getDocument()));
        }
        if (customer.getEmail() != null) {
            keys.add(of(tenantId, Kind.EMAIL, customer.getEmail()));
        }
        if (customer.getPhone() != null) {
            keys.add(new CustomerKey(tenantId, Kind.PHONE, customer.getPhone()));
        }
        return keys;
    }

    /** A name as somebody may have written it. */
    public static CustomerKey of(String tenantId, Kind kind, String value) {
        return new CustomerKey(tenantId, kind, kind == Kind.EMAIL ? value.toLowerCase(Locale.ROOT) : value);
    }

    @Override
    public String toString() {
        return "CustomerKey[" + kind + "]";
    }
}
