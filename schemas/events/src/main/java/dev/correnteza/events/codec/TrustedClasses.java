package dev.correnteza.events.codec;

import dev.correnteza.events.PaymentEvent;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Avro instantiates only classes that are on a list which it keeps for the whole JVM, and since 1.12.2 the list is empty: without
 * this no record can be read. Our generated classes are added, whatever is on the list already stays.
 */
final class TrustedClasses {
    private static final String GENERATED = PaymentEvent.class.getPackageName();

    private TrustedClasses() {}

    static void add() {
        ClassSecurityPredicate generated = type -> type.getPackageName().equals(GENERATED);
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), generated));
    }
}
