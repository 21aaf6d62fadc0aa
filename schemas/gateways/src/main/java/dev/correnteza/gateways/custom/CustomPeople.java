package dev.correnteza.gateways.custom;

import dev.correnteza.events.Attribution;
import dev.correnteza.events.Customer;
import dev.correnteza.gateways.payload.JsonPayload;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import org.jspecify.annotations.Nullable;

/** Who pays, and where that person came from. */
final class CustomPeople {
    private static final String CUSTOMER = "customer.";
    private static final String ATTRIBUTION = "attribution.";

    private CustomPeople() {}

    /** {@code null} where nothing is told. */
    static @Nullable Customer customer(JsonPayload fields) {
        if (MappingReader.CUSTOMER.stream().noneMatch(name -> fields.has(CUSTOMER + name))) {
            return null;
        }
        Customer customer = new Customer();
        customer.setName(fields.text(CUSTOMER + "name"));
        customer.setEmail(fields.text(CUSTOMER + "email"));
        Documents.set(customer, fields.text(CUSTOMER + "document"));
        customer.setPhone(Phones.e164(null, fields.text(CUSTOMER + "phone"), null));
        return customer;
    }

    /** {@code null} where nothing is told. */
    static @Nullable Attribution attribution(JsonPayload fields) {
        if (MappingReader.ATTRIBUTION.stream().noneMatch(name -> fields.has(ATTRIBUTION + name))) {
            return null;
        }
        Attribution from = new Attribution();
        from.setSrc(fields.text(ATTRIBUTION + "src"));
        from.setSck(fields.text(ATTRIBUTION + "sck"));
        from.setUtmSource(fields.text(ATTRIBUTION + "utmSource"));
        from.setUtmMedium(fields.text(ATTRIBUTION + "utmMedium"));
        from.setUtmCampaign(fields.text(ATTRIBUTION + "utmCampaign"));
        from.setUtmContent(fields.text(ATTRIBUTION + "utmContent"));
        from.setUtmTerm(fields.text(ATTRIBUTION + "utmTerm"));
        from.setFbclid(fields.text(ATTRIBUTION + "fbclid"));
        from.setFbc(fields.text(ATTRIBUTION + "fbc"));
        from.setFbp(fields.text(ATTRIBUTION + "fbp"));
        return from;
    }
}
