using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Kube.Tests.Operator;
using Kube.Tests.Services;
using Mothership.Strimzi.Objects;

namespace Kube.Tests.Support;

/// <summary>
/// Plays the controllers of Deployments and of volumes' claims, which this server does not have: the pods of each
/// Deployment of ours are as they are wanted unless the test says otherwise, and claims that are to go may.
/// </summary>
internal sealed class ScriptedPods : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<string, bool> _ailing = new();
    private readonly KubeRegion _region;
    private readonly IKubernetes _client;
    private readonly Task _running;

    public ScriptedPods(KubeRegion region)
    {
        (_region, _client) = (region, region.Server.Client());
        _running = RunAsync();
    }

    /// <summary>From now on no pod of a Deployment is ready, and it takes too long; all with *.</summary>
    public void Fail(string name) => _ailing[name] = true;

    /// <summary>From now on they are.</summary>
    public void Heal(string name) => _ailing.TryRemove(name, out _);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running;
        _client.Dispose();
        _ending.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_ending.IsCancellationRequested)
            try
            {
                await StepAsync(_ending.Token);
                await Task.Delay(Look, TimeProvider.System, _ending.Token);
            }
            catch (Exception e) when (e is KubeException or HttpOperationException or OperationCanceledException)
            {
                // Somebody else was quicker, or it is over.
            }
    }

    private async Task StepAsync(CancellationToken cancellation)
    {
        var ours = $"{KubeNames.Ours},{KubeNames.Service}";
        foreach (var found in (await _region.Admin.ListAsync(KubeKind.Deployment, null, ours, cancellation)).Items)
            await PlayAsync(found, cancellation);
        foreach (var claim in (await _region.Admin.ListAsync(KubeKind.VolumeClaim, null, ours, cancellation)).Items)
            if (claim is { IsDeleting: true } && claim.At("metadata", "finalizers") is JsonArray { Count: > 0 })
                await _region.Admin.MergeAsync(
                    claim.Kind,
                    claim.Namespace,
                    claim.Name,
                    new() { ["metadata"] = new JsonObject { ["finalizers"] = null } },
                    cancellation
                );
    }

    private async Task PlayAsync(KubeObject deployment, CancellationToken cancellation)
    {
        var isAiling = _ailing.ContainsKey(deployment.Name) || _ailing.ContainsKey("*");
        var status = Wanted.Status(deployment);
        if (isAiling)
            status["conditions"] = new JsonArray(
                Wanted.Condition("Available", "False"),
                Wanted.Condition("Progressing", "False")
            );
        if (IsSaid(deployment, status))
            return;
        var patch = new JsonObject { ["status"] = status };
        await _client.AppsV1.PatchNamespacedDeploymentStatusAsync(
            new V1Patch(patch.ToJsonString(), V1Patch.PatchType.MergePatch),
            deployment.Name,
            deployment.Namespace,
            cancellationToken: cancellation
        );
    }

    private static bool IsSaid(KubeObject deployment, JsonObject status) =>
        deployment.Number("status", "observedGeneration") == deployment.Generation
        && (deployment.Number("status", "replicas") ?? 0) == (long?)status["replicas"]
        && Types(deployment.Items("status", "conditions"))
            == Types(status["conditions"]!.AsArray().OfType<JsonObject>());

    private static string Types(IEnumerable<JsonObject> conditions) =>
        string.Join(',', conditions.Select(c => $"{c["type"]}={c["status"]}").Order(StringComparer.Ordinal));
}
