using DurableTask.Core.Exceptions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Mothership.Domain.Ids;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Payments.Collecting;

namespace Mothership.Orchestrations.ReconcilePayments;

/// <summary>Reads a page of the organisations.</summary>
public sealed class ListAccounts(IOrganizationStore organizations)
{
    private const int PageSize = 200;

    /// <summary>The activity.</summary>
    [Function(nameof(ListAccounts))]
    public async Task<ReconcilePage> RunAsync([ActivityTrigger] ReconcileInput input, CancellationToken cancellation)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var id in organizations.AllAsync(cancellation))
            if (input.After is null || string.CompareOrdinal(id.Value, input.After) > 0)
                ids.Add(id.Value);
        return new([.. ids.Take(PageSize)], ids.Count <= PageSize);
    }
}

/// <summary>Compares one organisation's books, and keeps what differs.</summary>
public sealed class CompareAccount(
    AccountReconciler reconciler,
    StrangerFinder strangers,
    IReconciliationStore reports,
    ILogger<CompareAccount> logger
)
{
    /// <summary>The activity.</summary>
    [Function(nameof(CompareAccount))]
    public async Task<ReconcileTally> RunAsync([ActivityTrigger] ReconcileCall call, CancellationToken cancellation)
    {
        var found =
            call.Organization.Length == 0
                ? await strangers.FindAsync(cancellation)
                : await reconciler.RunAsync(SystemScope.For(new OrganizationId(call.Organization)), cancellation);
        await reports.SaveAsync(call.Run, call.Organization, found, cancellation);
        foreach (var difference in found.Where(d => !d.Repaired))
            logger.LogError("Books differ: {Difference}", difference);
        return new(1, found.Count, found.Count(d => d.Repaired));
    }
}

/// <summary>Ends a comparison.</summary>
public sealed class CompleteReconciliation(IReconciliationStore reports, TimeProvider clock)
{
    /// <summary>The activity.</summary>
    [Function(nameof(CompleteReconciliation))]
    public async Task<bool> RunAsync([ActivityTrigger] ReconcileInput input, CancellationToken cancellation)
    {
        var tally = input.Tally!;
        await reports.CompleteAsync(
            new(input.Run, input.StartedAt, clock.GetUtcNow(), tally.Organizations, tally.Differences, tally.Repaired),
            cancellation
        );
        return true;
    }
}

/// <summary>Finds customers at the provider that bear our mark and are nobody's here.</summary>
public sealed class StrangerFinder(IPaymentProvider provider, IPaymentAccountStore accounts)
{
    /// <summary>All of them.</summary>
    public async Task<IReadOnlyList<Difference>> FindAsync(CancellationToken cancellation)
    {
        var found = new List<Difference>();
        await foreach (var customer in provider.CustomersAsync(cancellation))
        {
            if (customer.Organization is not { } organization || !IsOrganization(organization))
                continue;
            var account = await accounts.FindAsync(SystemScope.For(new OrganizationId(organization)), cancellation);
            if (account?.Value.Customer != customer.Id)
                found.Add(
                    new(
                        account?.Value.Customer is null ? DifferenceKind.UnknownToUs : DifferenceKind.Doubled,
                        organization,
                        customer.Id,
                        account?.Value.Customer ?? "none",
                        customer.Id
                    )
                );
        }
        return found;
    }

    private static bool IsOrganization(string text) => Guid.TryParseExact(text, "D", out _);
}

/// <summary>Starts the comparison of the day.</summary>
public sealed class ReconciliationStarter(IPaymentProvider provider, TimeProvider clock)
{
    /// <summary>Starts it, unless there is no key or the day's was started.</summary>
    /// <param name="client">Starts it.</param>
    /// <param name="run">Its id; null for the day's.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The run's id; null without a key.</returns>
    public async Task<string?> StartAsync(DurableTaskClient client, string? run, CancellationToken cancellation)
    {
        if (!await provider.IsConfiguredAsync(cancellation))
            return null;
        var now = clock.GetUtcNow();
        var input = new ReconcileInput(run ?? now.UtcDateTime.ToString("yyyy-MM-dd"), now);
        var options = new StartOrchestrationOptions(input.InstanceId).WithDedupeStatuses([
            .. StartOrchestrationOptionsExtensions.ValidDedupeStatuses,
        ]);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                ReconcileOrchestrator.Name,
                input,
                options,
                cancellation
            );
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It was started.
        }
        return input.Run;
    }
}
