package dev.correnteza.backfill.lane;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where schemas are asked for that are newer than this jar.
 *
 * @param url without a path; {@code null} or empty where there is no registry
 */
@ConfigurationProperties("correnteza.registry")
record RegistryProperties(@Nullable URI url) {
    boolean isThere() {
        return url != null && !url.toString().isBlank();
    }
}
