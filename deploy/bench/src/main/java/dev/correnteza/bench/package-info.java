/** Crashes and outages under load, measured on real processes. */
@NullMarked
package dev.correnteza.bench;

import org.jspecify.annotations.NullMarked;
