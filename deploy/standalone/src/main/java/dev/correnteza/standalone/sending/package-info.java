/** Posting samples as their gateways would. */
@NullMarked
package dev.correnteza.standalone.sending;

import org.jspecify.annotations.NullMarked;
