/** A made-up event that goes through every stage, again and again: what no metric of a stage shows, its absence does. */
@NullMarked
package dev.correnteza.processor.canary;

import org.jspecify.annotations.NullMarked;
