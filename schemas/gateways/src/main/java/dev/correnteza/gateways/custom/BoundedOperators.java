package dev.correnteza.gateways.custom;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Operators and functions of CEL whose result or work would grow without bound: a text added to itself again and again doubles each time, and two
 * payloads compared inside a loop are walked through each time. Beyond the bounds they fail.
 */
final class BoundedOperators {
    /** Longest text that an expression sees or makes, in UTF-16 code units. */
    static final int MAX_TEXT = 2_000;

    /** Longest list that an expression makes or searches. */
    static final int MAX_LIST = 1_000;

    /** Longest text that is looked for inside another: the work is the product of their lengths. */
    static final int MAX_SOUGHT = 60;

    /** As CEL's extension for texts declares it, without a limit to the number of parts. */
    static final CelFunctionDecl SPLIT = CelFunctionDecl.newFunctionDeclaration(
            "split",
            CelOverloadDecl.newMemberOverload(
                    "string_split_string", ListType.create(SimpleType.STRING), SimpleType.STRING, SimpleType.STRING));

    private BoundedOperators() {}

    static List<CelFunctionBinding> bindings() {
        List<CelFunctionBinding> bindings = new ArrayList<>();
        bindings.addAll(CelFunctionBinding.fromOverloads(
                "_+_",
                CelFunctionBinding.from("add_int64", Long.class, Long.class, BoundedOperators::sum),
                CelFunctionBinding.from("add_string", String.class, String.class, BoundedOperators::joined),
                CelFunctionBinding.from("add_list", Collection.class, Collection.class, BoundedOperators::appended)));
        bindings.addAll(CelFunctionBinding.fromOverloads(
                "_==_", CelFunctionBinding.from("equals", Object.class, Object.class, BoundedOperators::areEqual)));
        bindings.addAll(CelFunctionBinding.fromOverloads(
                "_!=_", CelFunctionBinding.from("not_equals", Object.class, Object.class, (a, b) -> !areEqual(a, b))));
        bindings.addAll(CelFunctionBinding.fromOverloads(
                "@in",
                CelFunctionBinding.from("in_list", Object.class, Collection.class, BoundedOperators::isElement),
                CelFunctionBinding.from("in_map", Object.class, Map.class, (key, map) -> map.containsKey(key))));
        bindings.addAll(CelFunctionBinding.fromOverloads(
                "contains",
                CelFunctionBinding.from(
                        "contains_string",
                        String.class,
                        String.class,
                        (text, sought) -> text.contains(bounded(sought)))));
        bindings.addAll(CelFunctionBinding.fromOverloads(
                "split",
                CelFunctionBinding.from(
                        "string_split_string",
                        String.class,
                        String.class,
                        (text, separator) -> List.of(text.split(Pattern.quote(bounded(separator)), -1)))));
        return bindings;
    }

    private static Long sum(Long a, Long b) throws CelEvaluationException {
        try {
            return Math.addExact(a, b);
        } catch (ArithmeticException e) {
            throw new CelEvaluationException("a sum beyond 64 bits");
        }
    }

    private static String joined(String a, String b) throws CelEvaluationException {
        if (a.length() + b.length() > MAX_TEXT) {
            throw new CelEvaluationException("a text too long");
        }
        return a + b;
    }

    private static List<Object> appended(Collection<?> a, Collection<?> b) throws CelEvaluationException {
        if (a.size() + b.size() > MAX_LIST) {
            throw new CelEvaluationException("a list too long");
        }
        List<Object> joined = new ArrayList<>(a.size() + b.size());
        joined.addAll(a);
        joined.addAll(b);
        return joined;
    }

    private static boolean areEqual(Object a, Object b) throws CelEvaluationException {
        if (isOpen(a) || isOpen(b)) {
            throw new CelEvaluationException("lists and objects are not compared");
        }
        return a.equals(b);
    }

    private static boolean isElement(Object element, Collection<?> list) throws CelEvaluationException {
        if (isOpen(element) || list.size() > MAX_LIST) {
            throw new CelEvaluationException("not searched");
        }
        return list.contains(element);
    }

    private static String bounded(String sought) throws CelEvaluationException {
        if (sought.isEmpty() || sought.length() > MAX_SOUGHT) {
            throw new CelEvaluationException("not looked for");
        }
        return sought;
    }

    private static boolean isOpen(Object value) {
        return value instanceof Collection<?>
                || value instanceof Map<?, ?>
                || (value instanceof Optional<?> optional && optional.isPresent() && isOpen(optional.get()));
    }
}
