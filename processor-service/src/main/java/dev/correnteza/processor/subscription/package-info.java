/** Subscriptions, derived from their own events and from the charges made for them. */
@NullMarked
package dev.correnteza.processor.subscription;

import org.jspecify.annotations.NullMarked;
