package dev.correnteza.backfill.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How much of a history is read. */
enum HistoryMode {
    /** The first page that has records, and what each of them means, in the answer. */
    @JsonProperty("trial")
    TRIAL,
    /** All of it. */
    @JsonProperty("full")
    FULL
}
