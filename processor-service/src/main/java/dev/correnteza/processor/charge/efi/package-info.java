/**
 * EFI's charges: {@code PUT /v2/cob/{txid}} with a txid of ours, which is the webhook token without its dashes. Documented; copies of the
 * documentation were read in 2026. Credentials are {@code <client id>:<client secret>}; every call, the token's too, shows the client
 * certificate of the SSL bundle {@code efi-<accountId>} (Spring's keys {@code spring.ssl.bundle...}).
 */
@NullMarked
package dev.correnteza.processor.charge.efi;

import org.jspecify.annotations.NullMarked;
