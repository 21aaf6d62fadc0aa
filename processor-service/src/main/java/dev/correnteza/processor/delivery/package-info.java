/** What tracking-service reported of a payment's conversions. */
@NullMarked
package dev.correnteza.processor.delivery;

import org.jspecify.annotations.NullMarked;
