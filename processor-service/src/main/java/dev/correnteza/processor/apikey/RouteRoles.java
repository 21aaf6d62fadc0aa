package dev.correnteza.processor.apikey;

import dev.correnteza.processor.caller.Role;
import dev.correnteza.processor.caller.RoleNeeded;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Which role a request needs. It is found by what routes the request: no spelling of a path leads past it. */
@Component
class RouteRoles {
    private final RequestMappingHandlerMapping routes;

    RouteRoles(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping routes) {
        this.routes = routes;
    }

    /** Empty where no route is: who asks for that reads so, whatever the role. */
    Mono<Role> needed(ServerWebExchange exchange) {
        return routes.getHandler(exchange)
                .onErrorComplete()
                .ofType(HandlerMethod.class)
                .map(RouteRoles::of);
    }

    private static Role of(HandlerMethod route) {
        RoleNeeded needed = route.getMethodAnnotation(RoleNeeded.class);
        return needed == null ? Role.ADMIN : needed.value();
    }
}
