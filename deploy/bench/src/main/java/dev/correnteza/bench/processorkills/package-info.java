/** What crashes of processor-service do to the books and to what is told of them. */
@NullMarked
package dev.correnteza.bench.processorkills;

import org.jspecify.annotations.NullMarked;
