package dev.correnteza.processor.audit;

/**
 * Where a tenant's chain ends: without it, entries cut off at the end would not be missed.
 *
 * @param entries how many there are
 * @param hash of the newest; zeros where there is none
 */
record ChainHead(long entries, byte[] hash) {}
