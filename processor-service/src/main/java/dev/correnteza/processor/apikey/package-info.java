/** Who may call the API, and for which tenant. */
@NullMarked
package dev.correnteza.processor.apikey;

import org.jspecify.annotations.NullMarked;
