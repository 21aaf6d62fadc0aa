package dev.correnteza.processor.caller;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The least role that a route lets in. Each route has one, beside its path: a route that names none is for {@link Role#ADMIN} only,
 * and fails a test.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RoleNeeded {
    Role value();
}
