/**
 * EFI's {@code GET /v2/cob/{txid}} and, for a charge that was paid, {@code GET /v2/pix?txid=}, both documented. Every call shows the client
 * certificate of the SSL bundle {@code efi-<accountId>} (Spring's keys {@code spring.ssl.bundle...}).
 */
@NullMarked
package dev.correnteza.backfill.gateway.efi;

import org.jspecify.annotations.NullMarked;
