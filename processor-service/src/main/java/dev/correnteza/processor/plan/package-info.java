/** What a subscription's plan is: how long a paid cycle lasts, as told, as the tenant says, or as offers and products are called. */
@NullMarked
package dev.correnteza.processor.plan;

import org.jspecify.annotations.NullMarked;
