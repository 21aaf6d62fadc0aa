/** What runs in the JVM of the services. */
@NullMarked
package dev.correnteza.standalone.services;

import org.jspecify.annotations.NullMarked;
