/**
 * The port every gateway implements, and the list of those that do. A gateway is one package below this one: how its webhooks are
 * verified, what its words mean. All of it is pure: no I/O, no clock, no framework.
 */
@NullMarked
package dev.correnteza.gateways;

import org.jspecify.annotations.NullMarked;
