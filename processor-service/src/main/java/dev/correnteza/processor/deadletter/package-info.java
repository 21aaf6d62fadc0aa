/** Records that were given up: kept until somebody decides, and told to everybody in a topic. */
@NullMarked
package dev.correnteza.processor.deadletter;

import org.jspecify.annotations.NullMarked;
