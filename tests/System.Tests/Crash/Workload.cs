using Mothership.SystemTests.Api.Support;
using Mothership.SystemTests.Flows.Support;

namespace Mothership.SystemTests.Crash;

/// <summary>Customers that create, resize and delete clusters as fast as they are answered, until the host is gone.</summary>
internal sealed class Workload(Customer customer, int seed)
{
    private const int Callers = 6;

    /// <summary>Runs until <paramref name="stop"/>; that the host does not answer any more is not an error.</summary>
    public Task RunAsync(CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(i => CallAsync(new Random(seed + i), stop)));

    private async Task CallAsync(Random random, CancellationToken stop)
    {
        var known = new List<string>();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await StepAsync(known, random);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task StepAsync(List<string> known, Random random)
    {
        if (known.Count == 0 || random.Next(3) == 0)
        {
            var (cloud, region) = random.Next(2) == 0 ? ("AWS", "us-west-2") : ("GCP", "europe-west1");
            if (await customer.CreateAsync($"c-{random.Next()}", cloud, region) is { } made && (int)made.Status == 202)
                known.Add(made["id"]);
            return;
        }
        var id = known[random.Next(known.Count)];
        var reply =
            random.Next(2) == 0 ? await customer.ResizeAsync(id, random.Next(1, 4)) : await DeleteAsync(known, id);
        ((int)reply.Status).ShouldBeLessThan(500, reply.Text);
    }

    private Task<Reply> DeleteAsync(List<string> known, string id)
    {
        known.Remove(id);
        return customer.DeleteAsync(id);
    }
}
