using Azure.Data.Tables;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Mothership.Domain.Billing;
using Mothership.Local.Durable;
using Mothership.Local.Tables;
using Mothership.Orchestrations.CloseMonth;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Tests.Support;
using Mothership.Shared.Tests.Billing;
using Mothership.Shared.Tests.Billing.Stores;
using Mothership.Stores.Billing;

namespace Mothership.Orchestrations.Tests.CloseMonth;

/// <summary>
/// The closing of months on the durable engine, which can be killed at any of the activities' boundaries and started
/// again.
/// </summary>
public sealed class ClosingHub : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("closing-tests-");
    private readonly string _connectionString = $"Sqlite=:memory:closing-{Guid.NewGuid():N}";
    private DurableEngine? _engine;
    private int _underWay;

    public BillingOptions Options { get; init; } = new();

    /// <summary>Whether a month that is closed is followed by the next one that is due.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Called before and after each activity; what it waits for holds the activity up.</summary>
    public Func<string, Task> AtBoundary { get; set; } = _ => Task.CompletedTask;

    public int MostAtOnce { get; private set; }

    public BillingAccount Account { get; private set; } = null!;

    public DurableTaskClient Client => _engine!.Client;

    public DueMonths Due => new(Account.OpenMonths, Options, Account.Clock, NullLogger<DueMonths>.Instance);

    public async Task<ClosingHub> StartAsync()
    {
        Account ??= await BillingAccount.OpenAsync(new TableServiceClient(_connectionString));
        var options = new DurableEngineOptions { DatabasePath = Path.Combine(_folder.FullName, "hub.db") };
        _engine = new DurableEngine(Registrations(), options, Account.Clock, NullLoggerFactory.Instance);
        await _engine.StartAsync(CancellationToken.None);
        return this;
    }

    /// <summary>Ends the engine as the death of its process does, and starts another on the same file.</summary>
    public async Task KillAndRestartAsync()
    {
        _engine!.Abandon();
        await StartAsync();
    }

    /// <summary>Closes a month under an instance of its own and waits for the end.</summary>
    public async Task<CloseTally> CloseAsync(string month, string? instance = null)
    {
        var options = new StartOrchestrationOptions(instance ?? CloseMonthInput.InstanceIdOf(Given.Month(month)));
        var input = new CloseMonthInput(month);
        return await FinishedAsync(
            await Client.ScheduleNewOrchestrationInstanceAsync(CloseMonthOrchestrator.Name, input, options)
        );
    }

    public async Task<CloseTally> FinishedAsync(string instance)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var state = await Client.WaitForInstanceCompletionAsync(instance, true, patience.Token);
            state.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed, state.ToString());
            return state.ReadOutputAs<CloseTally>()!;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException(
                $"{instance} has not finished: {await Client.GetInstanceAsync(instance, true)}."
            );
        }
    }

    /// <summary>Moves the clock on, step by step, until something has ended: retries wait by the clock.</summary>
    public async Task<T> LetTimePassAsync<T>(Task<T> task)
    {
        for (var step = 0; !task.IsCompleted; step++)
        {
            step.ShouldBeLessThan(2000, $"now is {Account.Clock.GetUtcNow():O}");
            Account.Clock.Advance(TimeSpan.FromSeconds(30));
            await Task.WhenAny(task, Task.Delay(10));
        }
        return await task;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine!.DisposeAsync();
        Account.Dispose();
        LocalTables.Close(_connectionString);
        _folder.Delete(recursive: true);
    }

    private DurableTaskRegistrations Registrations()
    {
        var tasks = new DurableTaskRegistrations();
        tasks.AddOrchestrator(CloseMonthOrchestrator.Name, async c => await CloseMonthOrchestrator.RunAsync(c));
        Add<CloseMonthInput, OpenPage>(
            tasks,
            nameof(ListOpenOrganizations),
            new ListOpenOrganizations(Account.OpenMonths, Options, Account.Clock).RunAsync
        );
        Add<CloseMonthInput, string?>(
            tasks,
            nameof(StartNextMonth),
            async (input, cancellation) =>
                GoesOn ? await new StartNextMonth(Due).RunAsync(input, Client, cancellation) : null
        );
        Add<CloseOrganizationInput, CloseResult>(
            tasks,
            nameof(CloseOrganization),
            new CloseOrganization(
                Account.Closer,
                // The prices of these tests never change, so no cluster is looked at.
                new ClusterRepricing(null!, null!, null!, new PriceList(), Account.Clock),
                new ServiceRepricing(null!, null!, null!, new PriceList(), Account.Clock),
                NullLogger<CloseOrganization>.Instance
            ).RunAsync
        );
        return tasks;
    }

    private void Add<TInput, TOutput>(
        DurableTaskRegistrations tasks,
        string name,
        Func<TInput, CancellationToken, Task<TOutput>> run
    ) =>
        tasks.AddActivity(
            name,
            typeof(TInput),
            async (_, input, cancellation) =>
            {
                await AtBoundary($"before {name} {input}").WaitAsync(cancellation);
                var now = Interlocked.Increment(ref _underWay);
                MostAtOnce = Math.Max(MostAtOnce, now);
                try
                {
                    var output = await run((TInput)input!, cancellation);
                    await AtBoundary($"after {name} {input}").WaitAsync(cancellation);
                    return output;
                }
                finally
                {
                    Interlocked.Decrement(ref _underWay);
                }
            }
        );
}
