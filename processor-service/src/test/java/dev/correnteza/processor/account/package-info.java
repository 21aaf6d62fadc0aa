/** Tests. */
@NullMarked
package dev.correnteza.processor.account;

import org.jspecify.annotations.NullMarked;
