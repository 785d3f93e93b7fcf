using Mothership.Regions;
using Mothership.Regions.Services;

namespace Mothership.Shared.Tests.Regions.Support;

/// <summary>Services in a dictionary; they are as far as they are told to be.</summary>
internal sealed class ScriptedServices : IServiceOperator
{
    private readonly Dictionary<string, OperatedService> _services = [];

    /// <summary>What was done: service, generation, and whether it was a deletion.</summary>
    public List<(string Service, long Generation, bool Deleted)> Effects { get; } = [];

    /// <summary>What the next calls throw, one each.</summary>
    public Queue<Exception> Failures { get; } = [];

    /// <summary>The state that what is applied is in.</summary>
    public OperatedState State { get; set; } = OperatedState.Ready;

    /// <summary>Whether deletions take longer than the call.</summary>
    public bool DeletesSlowly { get; set; }

    public string Name => "scripted";

    public Task<OperatedService> ApplyAsync(DesiredService desired, CancellationToken cancellation)
    {
        if (Failures.TryDequeue(out var failure))
            throw failure;
        Effects.Add((desired.Id, desired.Generation, false));
        var details = new Dictionary<string, string> { ["units"] = $"{desired.Spec.Units}" };
        var service = new OperatedService(
            desired.Id,
            desired.Kind,
            desired.Organization,
            desired.Generation,
            State,
            State == OperatedState.Ready ? "http://there" : null,
            details,
            Message: State == OperatedState.Building ? "Half way." : null
        );
        return Task.FromResult(_services[desired.Id] = service);
    }

    public Task<bool> DeleteAsync(string id, long generation, CancellationToken cancellation)
    {
        if (DeletesSlowly)
            return Task.FromResult(false);
        _services.Remove(id);
        Effects.Add((id, generation, true));
        return Task.FromResult(true);
    }

    public Task<OperatedService?> FindAsync(string id, CancellationToken cancellation) =>
        Task.FromResult(_services.GetValueOrDefault(id));

    public Task<IReadOnlyList<OperatedService>> ListAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<OperatedService>>([.. _services.Values]);
}
