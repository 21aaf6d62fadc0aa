package dev.correnteza.processor.sql;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
class TransactionConfiguration {
    @Bean
    TransactionalOperator transaction(ReactiveTransactionManager manager) {
        return TransactionalOperator.create(new WholeBegin(manager));
    }
}
