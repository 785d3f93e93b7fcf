using System.Collections.Concurrent;
using Mothership.DataPlane.Keys;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;

namespace Mothership.Local.EmbeddedKafka;

/// <summary>
/// The API keys of embedded clusters and registries. They hold for what goes over HTTP; the broker itself has no SASL
/// and takes anybody.
/// </summary>
public sealed class EmbeddedCredentials(ISecretStore vault) : IEmbeddedService, IKeyBook
{
    private readonly ConcurrentDictionary<string, (string Service, ResourceKey Key)> _keys = new(
        StringComparer.Ordinal
    );

    /// <inheritdoc/>
    public string Name => EmbeddedClusterOperator.OperatorName;

    /// <inheritdoc/>
    public ServiceKind Kind => ServiceKind.Credential;

    /// <inheritdoc/>
    public async Task<OperatedService> ApplyAsync(DesiredService desired, CancellationToken cancellation)
    {
        var key = CredentialSettings.Read(desired);
        // Ready means usable, so a key whose secret can't be read is not ready.
        if (await vault.FindAsync(key.SecretName, cancellation).ConfigureAwait(false) is null)
            throw new OperatorException(
                "secret_missing",
                "The secret of the key is not in the vault yet.",
                isTransient: true
            );
        _keys[key.Id] = (desired.Id, key);
        return new(
            desired.Id,
            Kind,
            desired.Organization,
            desired.Generation,
            OperatedState.Ready,
            Endpoint: null,
            new Dictionary<string, string>()
        );
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string id, CancellationToken cancellation)
    {
        foreach (var (key, entry) in _keys)
            if (entry.Service == id)
                _keys.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ResourceKey?> FindAsync(string key, CancellationToken cancellation) =>
        Task.FromResult(_keys.TryGetValue(key, out var entry) ? entry.Key : null);
}
