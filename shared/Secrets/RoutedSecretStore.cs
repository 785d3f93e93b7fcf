using Mothership.Domain.Ports;

namespace Mothership.Secrets;

/// <summary>
/// Two vaults: one of the app's own, and one for the secrets of customers, which the control plane writes and regions
/// read. Which it is, a name says. So no region needs a right on the vault with the secrets of money and bus.
/// </summary>
/// <param name="own">The app's own.</param>
/// <param name="customers">That of customers' secrets.</param>
public sealed class RoutedSecretStore(ISecretStore own, ISecretStore customers) : ISecretStore
{
    // Of API keys, and of services such as connectors.
    private static readonly string[] OfCustomers = ["kafka-key-", "svc-"];

    /// <inheritdoc/>
    public Task<string?> FindAsync(string name, CancellationToken cancellation) =>
        Of(name).FindAsync(name, cancellation);

    /// <inheritdoc/>
    public Task SetAsync(string name, string value, CancellationToken cancellation) =>
        Of(name).SetAsync(name, value, cancellation);

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellation) => Of(name).DeleteAsync(name, cancellation);

    private ISecretStore Of(string name) =>
        OfCustomers.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) ? customers : own;
}
