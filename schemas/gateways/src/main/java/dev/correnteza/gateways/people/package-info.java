/** What Brazilian payloads say of people: phones, documents, countries. */
@NullMarked
package dev.correnteza.gateways.people;

import org.jspecify.annotations.NullMarked;
