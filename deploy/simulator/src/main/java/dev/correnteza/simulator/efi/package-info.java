/** EFI's Pix API as its documentation has it: token, immediate charges and the Pix received, for one account. */
@NullMarked
package dev.correnteza.simulator.efi;

import org.jspecify.annotations.NullMarked;
