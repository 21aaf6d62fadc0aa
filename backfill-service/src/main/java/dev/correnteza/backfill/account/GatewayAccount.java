package dev.correnteza.backfill.account;

import jakarta.validation.constraints.NotBlank;

/**
 * An account at a gateway and what its API asks for.
 *
 * @param tenantId the seller
 * @param accountId the seller's account
 * @param gateway gateway name, such as hotmart
 * @param clientId of the API application; never printed
 * @param clientSecret of the API application; never printed
 * @param basic what follows {@code Basic } in the Authorization header of a token request; never printed
 */
public record GatewayAccount(
        @NotBlank String tenantId,
        @NotBlank String accountId,
        @NotBlank String gateway,
        @NotBlank String clientId,
        @NotBlank String clientSecret,
        @NotBlank String basic) {

    @Override
    public String toString() {
        return "GatewayAccount[" + tenantId + ", " + accountId + ", " + gateway + ", ***]";
    }
}
