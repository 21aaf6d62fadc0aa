package dev.correnteza.processor.janitor;

/**
 * A payment whose gateway is to be asked.
 *
 * @param resourceId what the gateway's API finds it by
 */
record OpenPayment(String paymentId, String tenantId, String accountId, String gateway, String resourceId) {}
