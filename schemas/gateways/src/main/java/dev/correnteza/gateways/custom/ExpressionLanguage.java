package dev.correnteza.gateways.custom;

import static dev.cel.extensions.CelStringExtensions.Function.CHAR_AT;
import static dev.cel.extensions.CelStringExtensions.Function.LOWER_ASCII;
import static dev.cel.extensions.CelStringExtensions.Function.SUBSTRING;
import static dev.cel.extensions.CelStringExtensions.Function.TRIM;
import static dev.cel.extensions.CelStringExtensions.Function.UPPER_ASCII;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The language of a mapping's expressions: a part of CEL. It has no regular expressions, no times and no fractions, and the
 * operators that CEL leaves open are {@link BoundedOperators}: an expression takes no more time or memory than its own length, {@link
 * #MAX_ITERATIONS} and the bounded size of values allow.
 */
final class ExpressionLanguage {
    static final String BODY = "body";
    static final String HEADERS = "headers";
    static final String QUERY = "query";

    /** One element of the list that is gone through; only inside {@code items}. */
    static final String ITEM = "item";

    static final int MAX_LENGTH = 1_000;
    static final int MAX_ITERATIONS = 100;

    private static final int MAX_NESTING = 32;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(MAX_NESTING)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .enableOptionalSyntax(true)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    /** Overloads of CEL's standard that an expression may use, by their ids there. */
    private static final Set<String> OVERLOADS = Set.of(
            "conditional",
            "logical_not",
            "logical_or",
            "logical_and",
            "not_strictly_false",
            "equals",
            "not_equals",
            "in_list",
            "in_map",
            "add_int64",
            "add_string",
            "add_list",
            "subtract_int64",
            "multiply_int64",
            "divide_int64",
            "modulo_int64",
            "negate_int64",
            "less_int64",
            "less_equals_int64",
            "greater_int64",
            "greater_equals_int64",
            "index_list",
            "index_map",
            "size_string",
            "size_list",
            "size_map",
            "string_size",
            "list_size",
            "map_size",
            "string_to_int64",
            "string_to_string",
            "int64_to_string",
            "bool_to_string",
            "contains_string",
            "starts_with_string",
            "ends_with_string");

    private static final CelStringExtensions TEXTS =
            CelExtensions.strings(CHAR_AT, LOWER_ASCII, SUBSTRING, TRIM, UPPER_ASCII);

    private static final CelCompiler OF_WEBHOOK = compiler().build();
    private static final CelCompiler OF_ITEM =
            compiler().addVar(ITEM, SimpleType.DYN).build();

    private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .setStandardFunctions(CelStandardFunctions.newBuilder()
                    .includeFunctions(
                            StandardFunction.LOGICAL_NOT,
                            StandardFunction.NOT_STRICTLY_FALSE,
                            StandardFunction.SUBTRACT,
                            StandardFunction.MULTIPLY,
                            StandardFunction.DIVIDE,
                            StandardFunction.MODULO,
                            StandardFunction.NEGATE,
                            StandardFunction.LESS,
                            StandardFunction.LESS_EQUALS,
                            StandardFunction.GREATER,
                            StandardFunction.GREATER_EQUALS,
                            StandardFunction.INDEX,
                            StandardFunction.SIZE,
                            StandardFunction.INT,
                            StandardFunction.STRING,
                            StandardFunction.STARTS_WITH,
                            StandardFunction.ENDS_WITH)
                    .build())
            .addFunctionBindings(BoundedOperators.bindings())
            .addLibraries(TEXTS, CelExtensions.optional())
            .build();

    private ExpressionLanguage() {}

    /**
     * Compiles an expression over {@code body}, {@code headers} and {@code query}.
     *
     * @param field what it is for, as messages name it
     * @throws BrokenExpression when it is none of the language
     */
    static Expression compile(String field, String text) throws BrokenExpression {
        return compile(OF_WEBHOOK, field, text);
    }

    /** As {@link #compile}, over {@code item} as well. */
    static Expression compileOfItem(String field, String text) throws BrokenExpression {
        return compile(OF_ITEM, field, text);
    }

    private static Expression compile(CelCompiler compiler, String field, String text) throws BrokenExpression {
        try {
            CelAbstractSyntaxTree tree = compiler.compile(text).getAst();
            return new Expression(field, RUNTIME.createProgram(tree));
        } catch (CelValidationException e) {
            throw new BrokenExpression(
                    e.getErrors().stream().map(CelIssue::getMessage).collect(Collectors.joining("; ")));
        } catch (CelEvaluationException e) {
            throw new BrokenExpression("cannot be planned");
        }
    }

    private static CelCompilerBuilder compiler() {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .filterFunctions((function, overload) ->
                                OVERLOADS.contains(overload.celOverloadDecl().overloadId()))
                        .build())
                .setStandardMacros(CelStandardMacro.HAS, CelStandardMacro.EXISTS, CelStandardMacro.FILTER)
                .addLibraries(TEXTS)
                // Not as a library: its macros optMap and optFlatMap write down twice what they stand on, and a chain
                // of them never ends.
                .addFunctionDeclarations(CelExtensions.optional().functions())
                .addFunctionDeclarations(BoundedOperators.SPLIT)
                .addVar(BODY, MapType.create(SimpleType.STRING, SimpleType.DYN))
                .addVar(HEADERS, MapType.create(SimpleType.STRING, SimpleType.STRING))
                .addVar(QUERY, MapType.create(SimpleType.STRING, SimpleType.STRING));
    }

    /** What is wrong with an expression, in words that quote it at most. */
    static final class BrokenExpression extends Exception {
        private static final long serialVersionUID = 1L;

        BrokenExpression(String message) {
            super(message, null, false, false);
        }

        String problem() {
            return String.valueOf(getMessage());
        }
    }
}
