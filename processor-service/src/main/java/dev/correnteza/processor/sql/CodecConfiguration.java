package dev.correnteza.processor.sql;

import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.postgresql.extension.CodecRegistrar;
import java.util.List;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class CodecConfiguration {
    /** Each connection knows whole columns, and reads bytes quickly. */
    @Bean
    ConnectionFactoryOptionsBuilderCustomizer codecs() {
        CodecRegistrar registrar = (connection, allocator, registry) -> Mono.fromRunnable(() -> {
            registry.addLast(new ColumnCodec());
            registry.addLast(new ByteaCodec());
        });
        return options -> options.option(PostgresqlConnectionFactoryProvider.EXTENSIONS, List.of(registrar));
    }
}
