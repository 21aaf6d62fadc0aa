/** The services' HTTP interfaces as the command line uses them. */
@NullMarked
package dev.correnteza.standalone.client;

import org.jspecify.annotations.NullMarked;
