/** The catalogue of topics: names, keys, values, retention, and the headers their records carry. */
@NullMarked
package dev.correnteza.events.topic;

import org.jspecify.annotations.NullMarked;
