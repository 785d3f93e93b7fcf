using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Mothership.DataPlane.Keys;
using Mothership.Regions;

namespace Mothership.DataPlane.Services;

/// <summary>
/// The way in to the services that a region runs as servers of their own: proves the key, finds the service, hands the
/// request on. A service takes a bounded number of requests at a time, for each holds a connection for as long as it
/// lasts.
/// </summary>
public sealed partial class ServiceDoor(
    KeyGate gate,
    IEnumerable<IServiceDesk> desks,
    RegionSettings settings,
    ILogger<ServiceDoor> logger
)
{
    private readonly IServiceDesk? _desk = desks.FirstOrDefault(d => d.Name == settings.Operator);
    private readonly ConcurrentDictionary<string, int> _underWay = new(StringComparer.Ordinal);

    /// <summary>Answers a request. Nothing is thrown but the cancellation.</summary>
    internal async Task<ServiceAnswer> HandleAsync(
        ServiceRequest request,
        IServiceRules rules,
        CancellationToken cancellation
    )
    {
        try
        {
            return await AnswerAsync(request, rules, cancellation).ConfigureAwait(false);
        }
        catch (DataPlaneException e)
        {
            if (e.InnerException is not null)
                LogRefusal(e.InnerException, request.Id, e.Message);
            return new(rules.Refuse(request, e));
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LogFailure(e, request.Method, request.Id);
            return new(rules.Refuse(request, new(500, 500, "Internal Server Error")));
        }
    }

    private async Task<ServiceAnswer> AnswerAsync(
        ServiceRequest request,
        IServiceRules rules,
        CancellationToken cancellation
    )
    {
        var (key, site) = await EnterAsync(request, rules, cancellation).ConfigureAwait(false);
        rules.Check(request, key);
        if (site.Suspended)
            throw Refusals.Unavailable($"The {rules.Subject} is suspended.");
        Take(site, rules);
        try
        {
            // Not disposed: where the service answers before it has read all, sending goes on.
            var forwarded = rules.Forward(request);
            var answer = await _desk!.SendAsync(site, forwarded, cancellation).ConfigureAwait(false);
            rules.Finish(request, answer);
            return new(answer, () => Leave(site), c => StillOpensAsync(request, rules, c));
        }
        catch
        {
            Leave(site);
            throw;
        }
    }

    // Whether there is such a service, a caller without a key for it can't tell.
    private async Task<(ResourceKey Key, ServiceSite Site)> EnterAsync(
        ServiceRequest request,
        IServiceRules rules,
        CancellationToken cancellation
    )
    {
        var key = await gate.AuthenticateAsync(request.Authorization, cancellation).ConfigureAwait(false);
        var site = _desk is null
            ? null
            : await _desk.FindAsync(rules.Kind, request.Id, cancellation).ConfigureAwait(false);
        return site is not null && rules.Opens(key, site) ? (key, site) : throw Refusals.Unauthenticated();
    }

    // Where it can't be found out for the moment, what goes on goes on.
    private async Task<bool> StillOpensAsync(
        ServiceRequest request,
        IServiceRules rules,
        CancellationToken cancellation
    )
    {
        try
        {
            await EnterAsync(request, rules, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (DataPlaneException e)
        {
            return e.Status != 401;
        }
    }

    private void Take(ServiceSite site, IServiceRules rules)
    {
        if (_underWay.AddOrUpdate(site.Id, 1, (_, n) => n + 1) <= DataPlaneLimits.RequestsPerService)
            return;
        Leave(site);
        throw new DataPlaneException(429, 429, $"The {rules.Subject} has too many requests under way.");
    }

    private void Leave(ServiceSite site)
    {
        if (_underWay.AddOrUpdate(site.Id, 0, (_, n) => n - 1) <= 0)
            _underWay.TryRemove(KeyValuePair.Create(site.Id, 0));
    }

    [LoggerMessage(LogLevel.Warning, "A request on {Service} was refused: {Refusal}")]
    private partial void LogRefusal(Exception cause, string service, string refusal);

    [LoggerMessage(LogLevel.Error, "{Method} on {Service} failed")]
    private partial void LogFailure(Exception failure, string method, string service);
}
