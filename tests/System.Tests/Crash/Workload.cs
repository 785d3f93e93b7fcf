using System.Net.Sockets;
using Mothership.SystemTests.Api.Support;
using Mothership.SystemTests.Flows.Support;

namespace Mothership.SystemTests.Crash;

/// <summary>
/// Customers that create, resize and delete clusters as fast as they are answered, until the host is gone.
/// </summary>
internal sealed class Workload(Customer customer, int seed, int enough)
{
    private const int Callers = 6;
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _answers;

    /// <summary>
    /// Ends when so many requests were answered: a moment that does not depend on how fast the machine is.
    /// </summary>
    public Task Enough => _enough.Task;

    /// <summary>Runs until <paramref name="stop"/>; that the host does not answer any more is not an error.</summary>
    public Task RunAsync(CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(i => CallAsync(new Random(seed + i), stop)));

    private async Task CallAsync(Random random, CancellationToken stop)
    {
        var known = await KnownAsync();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await StepAsync(known, random);
                if (Interlocked.Increment(ref _answers) == enough)
                    _enough.TrySetResult();
            }
            catch (Exception e) when (IsHostGone(e))
            {
                return;
            }
        }
    }

    // What was there before the last kill is worked on, too.
    private async Task<List<string>> KnownAsync()
    {
        try
        {
            return [.. (await customer.ClustersAsync()).Select(c => (string)c["id"]!)];
        }
        catch (Exception e) when (IsHostGone(e))
        {
            return [];
        }
    }

    private static bool IsHostGone(Exception e) =>
        e is HttpRequestException or OperationCanceledException or SocketException or IOException;

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
