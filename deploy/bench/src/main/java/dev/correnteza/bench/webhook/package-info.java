/** What is posted: signed webhooks of several gateways, every sale another one. */
@NullMarked
package dev.correnteza.bench.webhook;

import org.jspecify.annotations.NullMarked;
