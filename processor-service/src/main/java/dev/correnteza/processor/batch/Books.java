package dev.correnteza.processor.batch;

import dev.correnteza.processor.customer.CustomerRevision;
import dev.correnteza.processor.customer.Customers;
import dev.correnteza.processor.ledger.LedgerRepository;
import dev.correnteza.processor.matching.Matcher;
import dev.correnteza.processor.outbox.OutboxRepository;
import dev.correnteza.processor.payment.IllegalMoveMetrics;
import dev.correnteza.processor.payment.PaymentRepository;
import dev.correnteza.processor.payment.TransactionRepository;
import dev.correnteza.processor.subscription.Subscriptions;
import dev.correnteza.processor.webhooklog.WebhookLogRepository;
import org.springframework.stereotype.Component;

/** All that a batch is written into. */
@Component
record Books(
        Matcher matcher,
        LedgerRepository ledger,
        PaymentRepository payments,
        TransactionRepository transactions,
        Customers customers,
        CustomerRevision revision,
        Subscriptions subscriptions,
        OutboxRepository outbox,
        WebhookLogRepository log,
        IllegalMoveMetrics illegalMoves) {}
