package dev.correnteza.processor.charge;

import dev.correnteza.events.Customer;
import dev.correnteza.gateways.people.Documents;
import dev.correnteza.gateways.people.Phones;
import dev.correnteza.processor.page.BadRequest;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A payment to be created.
 *
 * @param accountId account to charge at
 * @param amountMinor minor units of the currency, 1 or more
 * @param currency {@code BRL}
 * @param method {@code PIX}
 * @param description what the customer reads, where the gateway shows it
 * @param customer who is to pay
 * @param trackingToken token of the ad click, copied on
 * @param externalReference the seller's own reference
 * @param expiresInSeconds how long it may be paid, where the gateway takes a time; an hour where none is given
 * @param bot bot that sells; it becomes part of the payment id
 */
record NewPayment(
        @Nullable String accountId,
        @Nullable Long amountMinor,
        @Nullable String currency,
        @Nullable String method,
        @Nullable String description,
        @Nullable Person customer,
        @Nullable String trackingToken,
        @Nullable String externalReference,
        @Nullable Integer expiresInSeconds,
        @Nullable String bot) {
    static final String CURRENCY = "BRL";

    private static final Duration LIFE = Duration.ofHours(1);
    private static final int MIN_SECONDS = 60;
    private static final int MAX_SECONDS = 30 * 24 * 3_600;
    private static final long MAX_MINOR =
            999_999_999_999L; // ten digits and two decimals are the most that a Pix can say
    private static final int MAX_DESCRIPTION = 140;
    private static final int MAX_REFERENCE = 200;
    private static final Pattern TRACKING = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern BOT = Pattern.compile("[A-Za-z0-9]{1,20}");
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}");

    /** @throws BadRequest naming the first field that cannot be used */
    NewPayment checked() {
        require(accountId != null && isText(accountId, MAX_REFERENCE), "accountId", "id of an account");
        require(
                amountMinor != null && amountMinor >= 1 && amountMinor <= MAX_MINOR,
                "amountMinor",
                "1 to " + MAX_MINOR);
        require(CURRENCY.equals(currency), "currency", CURRENCY);
        require("PIX".equals(method), "method", "PIX");
        require(isText(description, MAX_DESCRIPTION), "description", "at most " + MAX_DESCRIPTION + " characters");
        require(isText(externalReference, MAX_REFERENCE), "externalReference", "1 to " + MAX_REFERENCE + " characters");
        require(
                trackingToken == null || TRACKING.matcher(trackingToken).matches(),
                "trackingToken",
                TRACKING.pattern());
        require(bot == null || BOT.matcher(bot).matches(), "bot", BOT.pattern());
        require(
                expiresInSeconds == null || (expiresInSeconds >= MIN_SECONDS && expiresInSeconds <= MAX_SECONDS),
                "expiresInSeconds",
                MIN_SECONDS + " to " + MAX_SECONDS);
        if (customer != null) {
            customer.check();
        }
        return this;
    }

    Duration life() {
        return expiresInSeconds == null ? LIFE : Duration.ofSeconds(expiresInSeconds);
    }

    private static boolean isText(@Nullable String text, int max) {
        return text == null
                || (!text.isBlank()
                        && text.length() <= max
                        && !UNPRINTABLE.matcher(text).find());
    }

    private static void require(boolean condition, String name, String expected) {
        if (!condition) {
            throw new BadRequest(name, expected);
        }
    }

    @Override
    public String toString() {
        return "NewPayment[" + accountId + "]";
    }

    /**
     * Who is to pay.
     *
     * @param document CPF or CNPJ, with or without punctuation
     * @param phone Brazilian, or with its country code
     */
    record Person(
            @Nullable String name,
            @Nullable String email,
            @Nullable String document,
            @Nullable String phone) {
        private void check() {
            require(isText(name, MAX_REFERENCE), "customer.name", "1 to " + MAX_REFERENCE + " characters");
            require(isText(email, MAX_REFERENCE), "customer.email", "an e-mail address");
            require(isText(document, MAX_REFERENCE), "customer.document", "a CPF or CNPJ");
            require(isText(phone, MAX_REFERENCE), "customer.phone", "a phone number");
        }

        Customer customer() {
            Customer customer = new Customer();
            customer.setName(name);
            customer.setEmail(email);
            Documents.set(customer, document);
            customer.setPhone(Phones.e164(null, phone, null));
            return customer;
        }

        @Override
        public String toString() {
            return "Person[***]";
        }
    }
}
