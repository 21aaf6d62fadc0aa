/** Gateway accounts of tenants: created here, published encrypted. */
@NullMarked
package dev.correnteza.processor.account;

import org.jspecify.annotations.NullMarked;
