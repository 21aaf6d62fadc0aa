/**
 * What gateways might tell of sales, and what the books must say then. Written from what is documented and without a line of the
 * service that keeps the books: tests and crash measurements compare the two.
 */
@NullMarked
package dev.correnteza.simulator.books;

import org.jspecify.annotations.NullMarked;
