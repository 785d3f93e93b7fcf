using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;

namespace Mothership.Local.EmbeddedKafka;

/// <summary>Runs the services of one kind beside embedded clusters. All calls are safe to repeat.</summary>
public interface IEmbeddedService
{
    /// <summary>The kind.</summary>
    ServiceKind Kind { get; }

    /// <summary>Makes one be as desired.</summary>
    /// <exception cref="OperatorException">It can't be made so.</exception>
    Task<OperatedService> ApplyAsync(DesiredService desired, CancellationToken cancellation);

    /// <summary>Makes one be gone.</summary>
    Task DeleteAsync(string id, CancellationToken cancellation);
}

/// <summary>
/// Runs the services around embedded clusters: hands each to what runs its kind, and says of the other kinds that they
/// are not to be had here. What it has lives as long as the process.
/// </summary>
public sealed class EmbeddedServiceOperator(IEnumerable<IEmbeddedService> kinds) : IServiceOperator
{
    private readonly Dictionary<ServiceKind, IEmbeddedService> _kinds = kinds.ToDictionary(k => k.Kind);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, OperatedService> _services = [];

    /// <inheritdoc/>
    public string Name => EmbeddedClusterOperator.OperatorName;

    /// <inheritdoc/>
    public async Task<OperatedService> ApplyAsync(DesiredService desired, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desired);
        if (!_kinds.TryGetValue(desired.Kind, out var runner))
            throw new OperatorException(
                "not_available",
                $"{NameOf(desired.Kind)} is not available on the embedded operator.",
                isTransient: false
            );
        var operated = await runner.ApplyAsync(desired, cancellation).ConfigureAwait(false);
        lock (_gate)
            return _services[desired.Id] = operated;
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string id, long generation, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation).ConfigureAwait(false) is not { } known)
            return true;
        await _kinds[known.Kind].DeleteAsync(id, cancellation).ConfigureAwait(false);
        lock (_gate)
            _services.Remove(id);
        return true;
    }

    /// <inheritdoc/>
    public Task<OperatedService?> FindAsync(string id, CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult(_services.GetValueOrDefault(id));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<OperatedService>> ListAsync(CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<OperatedService>>([.. _services.Values]);
    }

    private static string NameOf(ServiceKind kind) =>
        kind switch
        {
            ServiceKind.Credential => "A key of a cluster",
            ServiceKind.SchemaRegistry => "Schema Registry",
            ServiceKind.Connector => "Connect",
            ServiceKind.Ksqldb => "ksqlDB",
            ServiceKind.ControlCenter => "Control Center",
            _ => kind.ToString(),
        };
}
