package dev.correnteza.processor.rebuild;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param operators tenants whose administrators run this installation: a rebuild is about the books of all tenants at once. Nobody
 *     else may ask for one or see it
 */
@ConfigurationProperties("correnteza.processor.rebuild")
record RebuildProperties(@DefaultValue Set<String> operators) {
    RebuildProperties {
        operators = Set.copyOf(operators);
    }
}
