/** API keys: looked up for each request, made and revoked. */
@NullMarked
package dev.correnteza.processor.apikey;

import org.jspecify.annotations.NullMarked;
