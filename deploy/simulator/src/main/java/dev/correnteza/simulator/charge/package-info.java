/** What the sandboxes of gateways that can be charged at share: faults on request, posting webhooks, answering in JSON. */
@NullMarked
package dev.correnteza.simulator.charge;

import org.jspecify.annotations.NullMarked;
