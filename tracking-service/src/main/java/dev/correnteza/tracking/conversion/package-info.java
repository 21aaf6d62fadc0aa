/** Sales become conversions, and each conversion is sent once to each pixel: rows that are due, attempts, and what came of them. */
@NullMarked
package dev.correnteza.tracking.conversion;

import org.jspecify.annotations.NullMarked;
