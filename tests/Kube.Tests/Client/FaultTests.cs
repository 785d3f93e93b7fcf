using System.Net;
using k8s;
using k8s.Autorest;

namespace Kube.Tests.Client;

/// <summary>The faults that other tests rely on, and what the client makes of them.</summary>
public sealed class FaultTests(SharedKube kube) : IClassFixture<SharedKube>
{
    [KubeTheory]
    [InlineData(KubeFault.Conflict, 409)]
    [InlineData(KubeFault.Gone, 410)]
    [InlineData(KubeFault.TooManyRequests, 429)]
    [InlineData(KubeFault.ServerError, 500)]
    [InlineData(KubeFault.Unauthorized, 401)]
    [InlineData(KubeFault.Forbidden, 403)]
    [InlineData(KubeFault.NotFound, 404)]
    public async Task Fault_ByRule_IsTheServersAnswerSoManyTimes(KubeFault fault, int code)
    {
        var (faults, client, space) = await WorldAsync();
        faults.Next(fault, HttpMethod.Patch, Kinds.Topics, times: 2, retryAfter: TimeSpan.FromSeconds(7));
        for (var i = 0; i < 2; i++)
        {
            var refusal = await Should.ThrowAsync<HttpOperationException>(() =>
                client.ApplyTopicAsync(space, "orders")
            );
            ((int)refusal.Response.StatusCode).ShouldBe(code);
            refusal.Response.Headers.ContainsKey("Retry-After").ShouldBe(fault == KubeFault.TooManyRequests);
        }
        await client.ApplyTopicAsync(space, "orders");
        faults.Injected.ShouldBe(2);
        faults.Writes.Count.ShouldBe(3);
        client.Dispose();
    }

    [KubeFact]
    public async Task Fault_AfterTheEffect_LeavesTheEffect()
    {
        var (faults, client, space) = await WorldAsync();
        faults.Next(KubeFault.Refused, HttpMethod.Patch, isAfterEffect: true);
        await Should.ThrowAsync<HttpRequestException>(() => client.ApplyTopicAsync(space, "orders"));
        (await client.GetTopicAsync(space, "orders")).Text("metadata", "name").ShouldBe("orders");
        client.Dispose();
    }

    [KubeFact]
    public async Task Fault_BeforeTheEffect_LeavesNone()
    {
        var (faults, client, space) = await WorldAsync();
        faults.Next(KubeFault.Refused, HttpMethod.Patch);
        await Should.ThrowAsync<HttpRequestException>(() => client.ApplyTopicAsync(space, "orders"));
        var refusal = await Should.ThrowAsync<HttpOperationException>(() => client.GetTopicAsync(space, "orders"));
        refusal.Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        client.Dispose();
    }

    [KubeFact]
    public async Task Hang_EndsWithTheCallersPatience()
    {
        var (faults, client, space) = await WorldAsync();
        faults.Next(KubeFault.Hang);
        client.HttpClientTimeout = TimeSpan.FromMilliseconds(50);
        await Should.ThrowAsync<OperationCanceledException>(() => client.ApplyTopicAsync(space, "orders"));
        client.Dispose();
    }

    [KubeFact]
    public async Task GoneInWatch_IsAnErrorOfTheWatch()
    {
        var (faults, client, space) = await WorldAsync();
        faults.Next(KubeFault.GoneInWatch);
        using var watch = new Following(client, space);
        await watch.Ended;
        watch.Errors.ShouldHaveSingleItem().ShouldBeOfType<KubernetesException>().Status.Code.ShouldBe(410);
        client.Dispose();
    }

    [KubeFact]
    public async Task Down_RefusesEverythingAndBreaksWatches_UntilItIsUp()
    {
        var (faults, client, space) = await WorldAsync();
        await client.ApplyTopicAsync(space, "orders");
        using var watch = new Following(client, space);
        await watch.NextAsync(WatchEventType.Added, "orders");
        faults.IsDown = true;
        await Should.ThrowAsync<IOException>(() => watch.Ended);
        await Should.ThrowAsync<HttpRequestException>(() => client.GetTopicAsync(space, "orders"));
        faults.IsDown = false;
        (await client.GetTopicAsync(space, "orders")).Text("kind").ShouldBe("KafkaTopic");
        client.Dispose();
    }

    [KubeFact]
    public async Task Random_WithTheSameSeed_GoesWrongInTheSameWay()
    {
        var seen = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            var (faults, client, space) = await WorldAsync();
            faults.AtRandom(seed: 42, percent: 50);
            for (var i = 0; i < 20; i++)
                await Record.ExceptionAsync(() => client.ApplyTopicAsync(space, "orders"));
            faults.Injected.ShouldBeInRange(1, 19);
            seen.Add(string.Join(' ', faults.Requests.Select(r => r.Fault)));
            client.Dispose();
        }
        seen[0].ShouldBe(seen[1]);
    }

    private async Task<(KubeFaults Faults, Kubernetes Client, string Space)> WorldAsync()
    {
        var faults = new KubeFaults();
        var space = await kube.Server.NewNamespaceAsync();
        return (faults, kube.Server.Client(KubeServer.Admin, faults.Handler()), space);
    }
}
