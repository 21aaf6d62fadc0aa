package dev.correnteza.simulator.webhook;

import java.util.Map;

/**
 * A request ready to be posted to a webhook address.
 *
 * @param headers by name as the gateway spells it
 * @param body bytes
 */
public record SignedWebhook(Map<String, String> headers, byte[] body) {}
