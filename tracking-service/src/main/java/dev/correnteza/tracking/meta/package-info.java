/**
 * All that this service knows of Meta's Conversions API, v26.0, as documented in September 2026: how personal data is normalized and
 * hashed, what an event looks like, what an answer means. Knows nothing of when or how often something is sent.
 *
 * <p>Where Meta's two Business SDKs agree and keep to the documented rule, hashes are equal to theirs; elsewhere each class says
 * what is done and why. Rules marked inferred are ours: Meta documents no answer.
 */
@NullMarked
package dev.correnteza.tracking.meta;

import org.jspecify.annotations.NullMarked;
