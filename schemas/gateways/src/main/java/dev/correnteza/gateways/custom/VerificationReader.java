package dev.correnteza.gateways.custom;

import dev.correnteza.gateways.custom.VerificationScheme.Body;
import dev.correnteza.gateways.custom.VerificationScheme.Encoding;
import dev.correnteza.gateways.custom.VerificationScheme.Field;
import dev.correnteza.gateways.custom.VerificationScheme.Header;
import dev.correnteza.gateways.custom.VerificationScheme.Hmac;
import dev.correnteza.gateways.custom.VerificationScheme.Part;
import dev.correnteza.gateways.custom.VerificationScheme.Place;
import dev.correnteza.gateways.custom.VerificationScheme.Query;
import dev.correnteza.gateways.custom.VerificationScheme.StandardWebhooks;
import dev.correnteza.gateways.custom.VerificationScheme.Text;
import dev.correnteza.gateways.custom.VerificationScheme.Timestamp;
import dev.correnteza.gateways.custom.VerificationScheme.Token;
import dev.correnteza.gateways.custom.VerificationScheme.Url;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the part of a definition that says how webhooks are verified. */
final class VerificationReader {
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final Map<String, String> ALGORITHMS =
            Map.of("SHA1", "HmacSHA1", "SHA256", "HmacSHA256", "SHA512", "HmacSHA512");
    private static final Map<String, Encoding> ENCODINGS = Map.of("hex", Encoding.HEX, "base64", Encoding.BASE64);
    private static final Map<String, Boolean> IN_MILLIS = Map.of("seconds", false, "milliseconds", true);
    private static final long LONGEST_TOLERANCE_SECONDS = 3_600;

    private VerificationReader() {}

    static VerificationScheme read(Section section) {
        String scheme = section.text("scheme");
        VerificationScheme read = switch (scheme) {
            case "url" -> new Url();
            case "standard-webhooks" -> new StandardWebhooks();
            case "token" -> new Token(place(section, true), prefix(section));
            case "hmac" -> hmac(section);
            default -> {
                if (!scheme.isEmpty()) {
                    section.problem("scheme", "unknown", "hmac, standard-webhooks, token, url");
                }
                yield new Url();
            }
        };
        section.refuseOthers();
        return read;
    }

    /** A header's name in lower case; a problem where it is none. */
    static String header(Section section, String name, String header) {
        if (!header.isEmpty() && !HEADER.matcher(header).matches()) {
            section.problem(name, "no name of a header", "letters, digits, - and _");
        }
        return header.toLowerCase(Locale.ROOT);
    }

    private static Hmac hmac(Section section) {
        List<Part> signed = new ArrayList<>();
        for (Section part : section.children("signed")) {
            signed.add(part(part));
            part.refuseOthers();
        }
        if (section.has("signed")
                && signed.stream().filter(Body.class::isInstance).count() != 1) {
            section.problem("signed", "without the body", "the body exactly once, or nothing of it is proved");
        }
        @Nullable
        Timestamp timestamp = section.optionalChild("timestamp")
                .map(VerificationReader::timestamp)
                .orElse(null);
        if (timestamp != null && !signed.contains(new Header(timestamp.header()))) {
            section.problem("timestamp", "not signed", "a header that stands in signed, or anybody may change it");
        }
        return new Hmac(
                section.choice("algorithm", ALGORITHMS, "HmacSHA256"),
                section.choice("encoding", ENCODINGS, Encoding.HEX),
                place(section, false),
                prefix(section),
                List.copyOf(signed),
                timestamp);
    }

    private static Timestamp timestamp(Section section) {
        Timestamp timestamp = new Timestamp(
                header(section, "header", section.text("header")),
                section.choice("unit", IN_MILLIS, false),
                Duration.ofSeconds(section.number("toleranceSeconds", 1, LONGEST_TOLERANCE_SECONDS)));
        section.refuseOthers();
        return timestamp;
    }

    private static Part part(Section section) {
        List<Part> parts = new ArrayList<>();
        section.optionalText("header").ifPresent(name -> parts.add(new Header(header(section, "header", name))));
        section.optionalText("query").ifPresent(name -> parts.add(new Query(name)));
        section.optionalSeparator("text").ifPresent(text -> parts.add(new Text(text)));
        section.optionalText("body").ifPresent(form -> {
            if (!form.equals("raw")) {
                section.problem("body", "unknown", "raw");
            }
            parts.add(new Body());
        });
        if (parts.size() != 1) {
            section.problem("", parts.isEmpty() ? "empty" : "several", "one of body, header, query, text");
        }
        return parts.isEmpty() ? new Text("") : parts.getFirst();
    }

    private static Place place(Section section, boolean orField) {
        List<Place> places = new ArrayList<>();
        section.optionalText("header").ifPresent(name -> places.add(new Header(header(section, "header", name))));
        section.optionalText("query").ifPresent(name -> places.add(new Query(name)));
        if (orField) {
            section.optionalText("field").ifPresent(path -> places.add(new Field(List.of(path.split("\\.", -1)))));
        }
        if (places.size() != 1) {
            section.problem(
                    "scheme",
                    places.isEmpty() ? "without a place" : "with several places",
                    orField ? "one of header, query, field" : "one of header, query");
        }
        return places.isEmpty() ? new Header("") : places.getFirst();
    }

    private static String prefix(Section section) {
        return section.optionalText("prefix").orElse("");
    }
}
