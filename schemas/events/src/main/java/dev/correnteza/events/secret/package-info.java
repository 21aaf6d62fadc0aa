/** Secrets of gateway accounts, encrypted on their way through the topic. */
@NullMarked
package dev.correnteza.events.secret;

import org.jspecify.annotations.NullMarked;
