/** Invented sales as load, and what the books and their transitions say of them compared with what they must say. */
@NullMarked
package dev.correnteza.bench.books;

import org.jspecify.annotations.NullMarked;
