package dev.correnteza.gateways.people;

import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Documents of customers. A CNPJ issued since July 2026 holds letters: punctuation is removed, letters never. */
public final class Documents {
    private static final Pattern PUNCTUATION = Pattern.compile("[./\\-\\s]");
    private static final Pattern CPF = Pattern.compile("[0-9]{11}");
    private static final Pattern CNPJ = Pattern.compile("[0-9A-Z]{12}[0-9]{2}");

    private Documents() {}

    /** Sets a document whose kind is told by its form. */
    public static void set(Customer customer, @Nullable String document) {
        set(customer, document, null);
    }

    /**
     * Sets a document.
     *
     * @param document as sent; nothing is set where it is {@code null} or only punctuation
     * @param kind what the gateway calls it: CPF, CNPJ or anything else for a foreign one; {@code null} where it does not say
     */
    public static void set(Customer customer, @Nullable String document, @Nullable String kind) {
        customer.setDocumentType(DocumentType.UNKNOWN);
        if (document == null) {
            return;
        }
        String plain = PUNCTUATION.matcher(document).replaceAll("").toUpperCase(Locale.ROOT);
        if (plain.isEmpty()) {
            return;
        }
        customer.setDocument(plain);
        customer.setDocumentType(typeOf(plain, kind));
    }

    private static DocumentType typeOf(String document, @Nullable String kind) {
        boolean brazilian = kind == null || kind.equalsIgnoreCase("CPF") || kind.equalsIgnoreCase("CNPJ");
        if (!brazilian) {
            return DocumentType.FOREIGN;
        }
        if (CPF.matcher(document).matches()) {
            return DocumentType.CPF;
        }
        return CNPJ.matcher(document).matches() ? DocumentType.CNPJ : DocumentType.UNKNOWN;
    }
}
