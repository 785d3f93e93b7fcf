namespace Mothership.Domain.Ports;

/// <summary>The vault: the only place where secrets are. Everything else knows their names.</summary>
public interface ISecretStore
{
    /// <summary>The value of a secret; null when there is none of that name.</summary>
    /// <param name="name">1 to 127 letters, digits and hyphens.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<string?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>Puts a secret in, or another value in its place. May be repeated.</summary>
    /// <param name="name">1 to 127 letters, digits and hyphens.</param>
    /// <param name="value">1 to 25 Ki bytes of UTF-8, neither beginning nor ending with white space.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="Errors.MothershipException">Unavailable: there is no vault that could be written.</exception>
    Task SetAsync(string name, string value, CancellationToken cancellation);

    /// <summary>Takes a secret out; nothing happens when there is none.</summary>
    /// <param name="name">1 to 127 letters, digits and hyphens.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task DeleteAsync(string name, CancellationToken cancellation);
}
