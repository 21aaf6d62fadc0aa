/** The books made anew from the topics, beside those that are in use: compared with them, and put in their place when told. */
@NullMarked
package dev.correnteza.processor.rebuild;

import org.jspecify.annotations.NullMarked;
