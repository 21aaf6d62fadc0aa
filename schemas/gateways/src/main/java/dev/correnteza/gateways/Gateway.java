package dev.correnteza.gateways;

/**
 * A company that takes payments and sends webhooks.
 *
 * @param name in lower case, as it stands in addresses, events and package names
 */
public record Gateway(String name) {
    @Override
    public String toString() {
        return name;
    }
}
