package dev.correnteza.processor;

import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/**
 * A route of the API, as it is mapped.
 *
 * @param pattern such as {@code /v1/payments/{paymentId}}
 */
record Route(HttpMethod method, String pattern, HandlerMethod handler) {

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
                .sorted(java.util.Comparator.comparing(Route::toString))
                .toList();
    }

    /** With this in place of each variable. */
    String path(String id) {
        return pattern.replaceAll("\\{[^}]+}", id);
    }

    @Override
    public String toString() {
        return method + " " + pattern;
    }
}
