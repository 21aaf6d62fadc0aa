package dev.correnteza.processor.batch;

/**
 * What a batch did.
 *
 * @param fresh events that were new
 * @param duplicates events that were known
 * @param transitions transitions that were made
 * @param waiting records that were parked behind others
 */
record Applied(int fresh, int duplicates, int transitions, int waiting) {}
