using Azure;
using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Mothership.Domain.Ports;

namespace Mothership.Secrets;

/// <summary>Secrets in Azure Key Vault; always the present version.</summary>
public sealed class KeyVaultSecretStore : ISecretStore
{
    private readonly SecretClient _client;

    /// <summary>The secrets of a vault.</summary>
    /// <param name="vault">Such as <c>https://name.vault.azure.net</c>.</param>
    /// <param name="credential">Who the application is; it needs to get secrets; the control plane
    /// to set, delete and recover them too.</param>
    public KeyVaultSecretStore(Uri vault, TokenCredential credential)
        : this(new SecretClient(vault, credential)) { }

    internal KeyVaultSecretStore(SecretClient client) => _client = client;

    /// <inheritdoc/>
    /// <exception cref="RequestFailedException">The vault does not answer, or refuses.</exception>
    public async Task<string?> FindAsync(string name, CancellationToken cancellation)
    {
        SecretNames.Check(name);
        try
        {
            return (await _client.GetSecretAsync(name, cancellationToken: cancellation)).Value.Value;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="RequestFailedException">The vault does not answer, or refuses.</exception>
    public async Task SetAsync(string name, string value, CancellationToken cancellation)
    {
        SecretNames.Check(name);
        SecretValues.Check(value);
        try
        {
            await _client.SetSecretAsync(name, value, cancellation);
        }
        catch (RequestFailedException deleted) when (deleted.Status == 409)
        {
            // A deleted secret keeps its name until it is purged: it comes back, and then gets the value.
            var recovery = await _client.StartRecoverDeletedSecretAsync(name, cancellation);
            await recovery.WaitForCompletionAsync(cancellation);
            await _client.SetSecretAsync(name, value, cancellation);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="RequestFailedException">The vault does not answer, or refuses.</exception>
    public async Task DeleteAsync(string name, CancellationToken cancellation)
    {
        SecretNames.Check(name);
        try
        {
            await _client.StartDeleteSecretAsync(name, cancellation);
        }
        catch (RequestFailedException missing) when (missing.Status == 404) { }
    }
}
