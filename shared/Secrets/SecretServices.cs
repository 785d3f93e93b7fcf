using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mothership.Domain.Errors;
using Mothership.Domain.Ports;

namespace Mothership.Secrets;

/// <summary>Puts the vault into a service container.</summary>
public static class SecretServices
{
    /// <summary>
    /// Registers the vault that the settings <c>KeyVaultUri</c> or <c>SecretsFolder</c> name; without either, one that
    /// is empty. Where <c>CustomerVaultUri</c> is set, secrets of customers are there.
    /// </summary>
    /// <exception cref="InvalidOperationException">Both are set, or the address is none.</exception>
    public static IServiceCollection AddSecrets(this IServiceCollection services, IConfiguration configuration)
    {
        var own = Of(configuration["KeyVaultUri"], configuration["SecretsFolder"]);
        var customers = configuration["CustomerVaultUri"];
        services.TryAddSingleton(
            string.IsNullOrEmpty(customers) ? own : new RoutedSecretStore(own, Vault(customers, "CustomerVaultUri"))
        );
        return services;
    }

    private static ISecretStore Of(string? vault, string? folder)
    {
        if (!string.IsNullOrEmpty(vault) && !string.IsNullOrEmpty(folder))
            throw new InvalidOperationException("Of KeyVaultUri and SecretsFolder only one can be set.");
        if (!string.IsNullOrEmpty(folder))
            return new FileSecretStore(folder);
        if (string.IsNullOrEmpty(vault))
            return new NoSecrets();
        return Vault(vault, "KeyVaultUri");
    }

    private static KeyVaultSecretStore Vault(string address, string setting) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
            ? new(uri, new DefaultAzureCredential())
            : throw new InvalidOperationException($"{setting} must be an https address.");

    private sealed class NoSecrets : ISecretStore
    {
        public Task<string?> FindAsync(string name, CancellationToken cancellation) => Task.FromResult<string?>(null);

        public Task SetAsync(string name, string value, CancellationToken cancellation) =>
            throw new MothershipException(
                ErrorKind.Unavailable,
                "vault_missing",
                "Secrets can't be taken: this installation has no vault.",
                operatorDetail: "Neither KeyVaultUri nor SecretsFolder is set."
            );

        public Task DeleteAsync(string name, CancellationToken cancellation) => Task.CompletedTask;
    }
}
