/**
 * How much is taken, and from where: a rate for each account, a quota for each tenant, and the addresses that an account's webhooks may
 * come from.
 *
 * <p>Rates are token buckets of Bucket4j, in this JVM only: of several instances each grants its own. They are drawn from after a webhook
 * was proved to be authentic, so that nobody else can use up what is an account's.
 */
@NullMarked
package dev.correnteza.ingest.limit;

import org.jspecify.annotations.NullMarked;
