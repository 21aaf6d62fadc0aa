/** What the API is, for programs: an OpenAPI document. */
@NullMarked
package dev.correnteza.processor.openapi;

import org.jspecify.annotations.NullMarked;
