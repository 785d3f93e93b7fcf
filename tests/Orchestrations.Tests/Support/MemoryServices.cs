using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;

namespace Mothership.Orchestrations.Tests.Support;

/// <summary>An operator of services in a dictionary.</summary>
internal sealed class MemoryServices : IServiceOperator
{
    private static readonly IReadOnlyDictionary<string, string> NoDetails = new Dictionary<string, string>();

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DesiredService> _services = [];

    /// <summary>Says for a desired state why it is refused; null: it is not.</summary>
    public Func<DesiredService, OperatorException?> Refusal { get; set; } = static _ => null;

    /// <summary>Says whether a desired state is ready; if not, it stays building.</summary>
    public Func<DesiredService, bool> IsReady { get; set; } = static _ => true;

    /// <summary>Says whether a service that is to go goes.</summary>
    public Func<string, bool> Goes { get; set; } = static _ => true;

    public string Name => "memory";

    /// <summary>What it has.</summary>
    public List<DesiredService> Present
    {
        get
        {
            lock (_gate)
                return [.. _services.Values];
        }
    }

    public Task<OperatedService> ApplyAsync(DesiredService desired, CancellationToken cancellation)
    {
        if (Refusal(desired) is { } refusal)
            throw refusal;
        lock (_gate)
            _services[desired.Id] = desired;
        return Task.FromResult(Operated(desired));
    }

    public Task<bool> DeleteAsync(string id, long generation, CancellationToken cancellation)
    {
        if (!Goes(id))
            return Task.FromResult(false);
        lock (_gate)
            _services.Remove(id);
        return Task.FromResult(true);
    }

    public Task<OperatedService?> FindAsync(string id, CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult(_services.TryGetValue(id, out var there) ? Operated(there) : null);
    }

    public Task<IReadOnlyList<OperatedService>> ListAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<OperatedService>>([.. Present.Select(Operated)]);

    private OperatedService Operated(DesiredService desired) =>
        new(
            desired.Id,
            desired.Kind,
            desired.Organization,
            desired.Generation,
            IsReady(desired) ? OperatedState.Ready : OperatedState.Building,
            desired.Kind is ServiceKind.Connector or ServiceKind.Credential ? null : $"http://{desired.Id}",
            NoDetails,
            Message: IsReady(desired) ? null : "It is being built."
        );
}
