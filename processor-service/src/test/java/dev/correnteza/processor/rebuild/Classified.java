package dev.correnteza.processor.rebuild;

import java.util.List;
import java.util.stream.Stream;

/** The tables that a rebuild knows of. */
public final class Classified {
    private Classified() {}

    public static List<String> tables() {
        return Stream.of(
                        BookTables.DERIVED.stream().map(BookTables.Derived::name),
                        BookTables.OWN.stream(),
                        BookTables.UNDER_WAY.stream(),
                        BookTables.SETTINGS.stream())
                .flatMap(names -> names)
                .toList();
    }
}
