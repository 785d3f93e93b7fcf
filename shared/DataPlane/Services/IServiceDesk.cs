using Mothership.Domain.Services;

namespace Mothership.DataPlane.Services;

/// <summary>A ksqlDB cluster or a Control Center that is served.</summary>
/// <param name="Id"><c>lksqlc-…</c>, <c>lcon-…</c>.</param>
/// <param name="Kind">Which of them it is.</param>
/// <param name="Environment"><c>env-…</c>.</param>
/// <param name="Cluster">The Kafka cluster that it is on.</param>
/// <param name="Suspended">Whether it is stopped: nothing can be asked of it.</param>
public sealed record ServiceSite(string Id, ServiceKind Kind, string Environment, string Cluster, bool Suspended);

/// <summary>The services, registries aside, that an operator runs as servers of their own.</summary>
public interface IServiceDesk
{
    /// <summary>The operator that it is a part of.</summary>
    string Name { get; }

    /// <summary>Finds one; null when it does not run here.</summary>
    Task<ServiceSite?> FindAsync(ServiceKind kind, string id, CancellationToken cancellation);

    /// <summary>Hands a proven request to one and gives its answer, whose body may still be on its way.</summary>
    /// <param name="site">The service.</param>
    /// <param name="request">Its address is relative: path and query below the service's own.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DataPlaneException">It does not answer.</exception>
    Task<HttpResponseMessage> SendAsync(ServiceSite site, HttpRequestMessage request, CancellationToken cancellation);
}
