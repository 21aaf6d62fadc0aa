/** Reading records of topics as anybody else would: a plain consumer, and the registry for their schemas. */
@NullMarked
package dev.correnteza.standalone.records;

import org.jspecify.annotations.NullMarked;
