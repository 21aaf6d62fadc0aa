/** What is kept on disk of one stack: where, for whom, and which ports and processes are in use. */
@NullMarked
package dev.correnteza.standalone.data;

import org.jspecify.annotations.NullMarked;
