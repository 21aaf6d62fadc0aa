@NullMarked
package dev.correnteza.simulator.pushinpay;

import org.jspecify.annotations.NullMarked;
