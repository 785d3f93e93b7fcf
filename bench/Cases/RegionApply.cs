using System.Net.Http.Headers;
using System.Text;
using Mothership.Bench.Support;
using Mothership.Regions;
using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;
using Mothership.Tests.Support.Kube;

namespace Mothership.Bench.Cases;

/// <summary>
/// New clusters per second that one worker applies to a real API server, each in an environment of its own; against raw
/// calls of server-side apply with the same bytes, as many at a time.
/// </summary>
internal sealed class RegionApply : IBenchmark
{
    private const int Clusters = 40;
    private const int Pairs = 5;
    private int _run;

    public string Name => "region.apply.rate";

    public string? Goal => ">= 0.7 x raw calls";

    public bool IsMet(Figure figure) => figure.Ratio >= 0.7;

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var kube = await BenchKube.StartAsync(Name);
        if (kube is null)
            return [];
        await OursAsync(kube);
        await RawAsync(kube);
        var runs = await Runs.AlternateAsync(Pairs, () => OursAsync(kube), () => RawAsync(kube));
        return [Figure.Of(Name, "1/s", runs, "raw server-side apply of the same bytes")];
    }

    private Task<double> OursAsync(BenchKube kube) =>
        RateAsync(Wishes().ToList(), (wish, stop) => new(kube.Operator.ApplyAsync(wish, stop)));

    private Task<double> RawAsync(BenchKube kube) =>
        RateAsync(
            Wishes().Select(Bytes).ToList(),
            async (calls, stop) =>
            {
                foreach (var (path, body) in calls)
                    await SendAsync(kube, path, body, stop);
            }
        );

    private IEnumerable<DesiredCluster> Wishes()
    {
        var run = Interlocked.Increment(ref _run);
        return Enumerable.Range(0, Clusters).Select(i => BenchKube.Wish($"lkc-r{run}n{i}"));
    }

    private static async Task<double> RateAsync<T>(IReadOnlyList<T> work, Func<T, CancellationToken, ValueTask> one)
    {
        var started = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = BenchKube.Width }, one);
        return work.Count / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private static List<(string Path, byte[] Body)> Bytes(DesiredCluster wish)
    {
        var size = Sizing.Of(wish.Config, wish.MultiZone);
        var intent = ClusterIntent.Next(null, wish, size.Brokers.StorageGi);
        var rollout = KafkaRollout.Next(null, BenchKube.Settings);
        return
        [
            .. new[] { intent.ToObject(BenchKube.Settings.SystemNamespace, null) }
                .Concat(EnvironmentRenderer.Render(wish.Organization, wish.Environment, [intent], BenchKube.Settings))
                .Concat(ClusterRenderer.Render(intent, rollout, BenchKube.Settings))
                .Select(o => (PathOf(o), Encoding.UTF8.GetBytes(o.Json.ToJsonString()))),
        ];
    }

    private static string PathOf(KubeObject o)
    {
        var root = o.Kind.Group.Length == 0 ? "api/v1" : $"apis/{o.Kind.ApiVersion}";
        var space = o.Namespace is null ? "" : $"namespaces/{o.Namespace}/";
        return $"{root}/{space}{o.Kind.Plural}/{o.Name}?fieldManager={KubeNames.FieldManager}&force=true";
    }

    private static async Task SendAsync(BenchKube kube, string path, byte[] body, CancellationToken stop)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/apply-patch+yaml");
        using var request = new HttpRequestMessage(HttpMethod.Patch, new Uri(kube.Server.Address, path));
        request.Content = content;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", KubeServer.Token(KubeServer.Worker));
        using var answer = await kube.Client.HttpClient.SendAsync(request, stop);
        // What a caller of the raw API would at least do: take the whole answer, and look whether it worked.
        var text = await answer.Content.ReadAsStringAsync(stop);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{path}: {text}");
    }
}
