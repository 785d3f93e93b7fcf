using Mothership.Bench.Support;

namespace Mothership.Bench.Cases;

/// <summary>
/// Reading a cluster, with authentication and tables, against a bare Kestrel that answers with the same bytes.
/// </summary>
internal sealed class ApiGet : IBenchmark
{
    private const int Requests = 1_500;

    public string Name => "api.get.p50";

    public string? Goal => "<= 3 x a bare endpoint";

    public bool IsMet(Figure figure) => figure.Ratio <= 3;

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var cloud = await BenchCloud.StartAsync();
        var id = await cloud.CreateAsync("read");
        await cloud.AwaitProvisionedAsync(id);
        var path = cloud.PathOf(id);
        var bytes = await cloud.Http.GetByteArrayAsync(path);
        await using var bare = await BareKestrel.StartAsync(bytes);
        using var bareClient = new HttpClient { BaseAddress = BareKestrel.AddressOf(bare) };

        // Until the runtime has compiled both for good.
        for (var i = 0; i < 4; i++)
        {
            await MedianAsync(cloud.Http, path);
            await MedianAsync(bareClient, path);
        }
        var runs = await Runs.AlternateAsync(
            7,
            () => MedianAsync(cloud.Http, path),
            () => MedianAsync(bareClient, path)
        );
        return [Figure.Of(Name, "ms", runs, "bare Kestrel, same bytes")];
    }

    private static async Task<double> MedianAsync(HttpClient client, string path)
    {
        var times = new double[Requests];
        for (var i = 0; i < Requests; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await client.GetByteArrayAsync(path);
            times[i] = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        }
        return Statistics.Median(times);
    }
}
