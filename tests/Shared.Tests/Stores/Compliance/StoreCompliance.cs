using Mothership.Domain.Errors;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores.Compliance;

/// <summary>What the tests of a port have in common: a process, and an organisation in it.</summary>
public abstract class StoreCompliance(TableAccount account) : IAsyncLifetime
{
    protected StoreWorld World { get; private set; } = null!;

    protected Tenant Tenant { get; private set; } = null!;

    protected static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync()
    {
        World = await StoreWorld.OpenAsync(account);
        Tenant = await World.NewTenantAsync();
    }

    public async Task DisposeAsync() => await World.DisposeAsync();

    /// <summary>Runs the work so often at the same time, and tells how each went.</summary>
    protected static async Task<List<Exception?>> RaceAsync(int count, Func<int, Task> work)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var runs = Enumerable.Range(0, count).Select(i => RunAsync(i, work, start.Task)).ToList();
        start.SetResult();
        return [.. await Task.WhenAll(runs)];
    }

    protected static async Task<MothershipException> RefusalAsync(ErrorKind kind, Func<Task> work)
    {
        var refusal = await Should.ThrowAsync<MothershipException>(work);
        refusal.Kind.ShouldBe(kind);
        return refusal;
    }

    private static async Task<Exception?> RunAsync(int index, Func<int, Task> work, Task start)
    {
        await start;
        try
        {
            await work(index);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }
}
