package dev.correnteza.processor.caller;

/**
 * Whose request it is. Controllers take it as {@code @RequestAttribute(Caller.ATTRIBUTE) Caller caller}.
 *
 * @param tenantId whose data is read and changed
 * @param keyId id of the API key, which is no secret
 * @param role of the key
 */
public record Caller(String tenantId, String keyId, Role role) {
    public static final String ATTRIBUTE = "correnteza.caller";

    /**
     * For what only a parameter makes another matter; else {@link RoleNeeded} says it.
     *
     * @throws Forbidden when the role does not include this one
     */
    public void require(Role needed) {
        if (!role.includes(needed)) {
            throw new Forbidden(role, needed);
        }
    }
}
