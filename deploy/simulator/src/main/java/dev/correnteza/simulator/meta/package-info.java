/**
 * Meta's Conversions API as it was documented in September 2026 and as live probes of v26.0 answered: {@code POST
 * /{version}/{datasetId}/events}, all or nothing, with the error bodies that were captured. What was not captured says so where it
 * is made.
 */
@NullMarked
package dev.correnteza.simulator.meta;

import org.jspecify.annotations.NullMarked;
