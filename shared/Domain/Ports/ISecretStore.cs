namespace Mothership.Domain.Ports;

/// <summary>The vault: the only place where secrets are. Everything else knows their names.</summary>
public interface ISecretStore
{
    /// <summary>The value of a secret; null when there is none of that name.</summary>
    /// <param name="name">1 to 127 letters, digits and hyphens.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<string?> FindAsync(string name, CancellationToken cancellation);
}
