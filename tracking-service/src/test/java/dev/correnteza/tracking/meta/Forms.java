package dev.correnteza.tracking.meta;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the keys normalize to, by key name, and the recorded results of Meta's libraries. */
final class Forms {
    private Forms() {}

    static List<String> of(String key, String typed) {
        return switch (key) {
            case "em" -> Emails.forms(typed);
            case "ph" -> Phones.forms(typed, true);
            case "fn" -> Names.givenForms(typed);
            case "ln" -> Names.familyForms(typed);
            case "ct" -> Places.cityForms(typed);
            case "st" -> Places.stateForms(typed);
            case "zp" -> Places.postalCodeForms(typed, null);
            case "country" -> Places.countryForms(typed);
            case "ge" -> Traits.genderForms(typed);
            case "db" -> Traits.birthDateForms(typed);
            default -> throw new IllegalArgumentException(key);
        };
    }

    static List<JsonNode> recorded(String file) {
        try (InputStream in = Forms.class.getResourceAsStream("/meta/" + file)) {
            return JsonMapper.shared().readTree(in).valueStream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
