/** Value types that keep their unit and rules: money. */
@NullMarked
package dev.correnteza.events.value;

import org.jspecify.annotations.NullMarked;
