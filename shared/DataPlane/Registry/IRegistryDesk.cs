namespace Mothership.DataPlane.Registry;

/// <summary>A Schema Registry whose data plane is served.</summary>
/// <param name="Id"><c>lsrc-…</c>.</param>
/// <param name="Environment"><c>env-…</c> that it is of.</param>
public sealed record RegistrySite(string Id, string Environment);

/// <summary>The Schema Registries that an operator runs.</summary>
public interface IRegistryDesk
{
    /// <summary>The operator that it is a part of: <c>embedded</c>, <c>strimzi</c>.</summary>
    string Name { get; }

    /// <summary>Finds one; null when it does not run here.</summary>
    Task<RegistrySite?> FindAsync(string registry, CancellationToken cancellation);

    /// <summary>Hands a proven request to one and gives its answer, whose body may still be on its way.</summary>
    /// <param name="site">The registry.</param>
    /// <param name="request">Its address is relative: path and query below the registry's own.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DataPlaneException">It does not answer.</exception>
    Task<HttpResponseMessage> SendAsync(RegistrySite site, HttpRequestMessage request, CancellationToken cancellation);
}
