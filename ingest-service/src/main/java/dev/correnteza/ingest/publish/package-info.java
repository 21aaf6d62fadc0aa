/** Making records durable: by the broker, or by the spool while the broker does not acknowledge in time. */
@NullMarked
package dev.correnteza.ingest.publish;

import org.jspecify.annotations.NullMarked;
