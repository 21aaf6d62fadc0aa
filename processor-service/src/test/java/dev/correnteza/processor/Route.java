package dev.correnteza.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/**
 * A route of the API, as it is mapped.
 *
 * @param pattern such as {@code /v1/payments/{paymentId}}
 */
record Route(HttpMethod method, String pattern, HandlerMethod handler) {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

    /** All there are, in an order of their own. */
    static List<Route> all(RunningProcessor processor) {
        return processor
                .context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .flatMap(entry -> entry.getKey().getMethodsCondition().getMethods().stream()
                        .flatMap(method -> entry.getKey().getPatternsCondition().getPatterns().stream()
                                .map(pattern -> new Route(
                                        method.asHttpMethod(), pattern.getPatternString(), entry.getValue()))))
                .sorted(Comparator.comparing(Route::toString))
                .toList();
    }

    /** With this in place of each variable. */
    String path(String id) {
        return VARIABLE.matcher(pattern).replaceAll(id);
    }

    /** With these in place of its variables, by their names; fails for one that is not known. */
    String path(Map<String, String> ids) {
        return VARIABLE.matcher(pattern).replaceAll(variable -> {
            String id = ids.get(variable.group(1));
            assertThat(id).as("an id for " + variable.group() + " of " + this).isNotNull();
            return id;
        });
    }

    @Override
    public String toString() {
        return method + " " + pattern;
    }
}
