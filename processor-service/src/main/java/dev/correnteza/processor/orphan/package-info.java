/** Payments and webhooks that should have met and did not. */
@NullMarked
package dev.correnteza.processor.orphan;

import org.jspecify.annotations.NullMarked;
