/** What makes two records speak of one thing: event ids, transition ids, correlation keys. */
@NullMarked
package dev.correnteza.events.identity;

import org.jspecify.annotations.NullMarked;
