/**
 * A gateway that an account defines by data alone, for platforms that have no package of their own. The account's setting {@code
 * definition} says how webhooks are verified and what they mean; the module's README has an example.
 *
 * <ul>
 *   <li>Expressions are CEL (cel-java, cel.dev), cut down: no code of a tenant's runs, every expression ends, and what it may take is
 *       bounded. JSONPath and JMESPath select, and neither chooses nor puts texts together; JSONata has functions that call themselves,
 *       so nothing says that it ends. CEL brings Guava, protobuf, ANTLR and RE2/J: about 8 MB.
 *   <li>Money: CEL has no decimals, so a number with a fraction is a text here, and no arithmetic is done with it.
 *   <li>What an expression fails on is not understood: an absent value has to be asked for as one, {@code body.?customer.?email}.
 *   <li>Documented: Standard Webhooks 1.0.0, its symmetric scheme; compared with its official library for Java.
 *   <li>A definition cannot weaken what holds for every gateway: a payment is paid once, an unknown word is never a guess, and what a
 *       signature does not cover proves nothing.
 * </ul>
 */
@NullMarked
package dev.correnteza.gateways.custom;

import org.jspecify.annotations.NullMarked;
