package dev.correnteza.simulator.webhook;

/**
 * A body that a gateway sends.
 *
 * @param gateway gateway name
 * @param name what it shows, such as purchase_approved-pix
 * @param contentType with which it is sent
 * @param body bytes
 */
public record Sample(String gateway, String name, String contentType, byte[] body) {
    Sample withBody(byte[] changed) {
        return new Sample(gateway, name, contentType, changed);
    }
}
