using Azure.Data.Tables;
using Mothership.Domain;
using Mothership.Domain.Billing;
using Mothership.Domain.Errors;
using Mothership.Domain.Standing;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Standing;

/// <summary>
/// Admits what costs. Its checks and the counters that they go by are in one transaction, whose condition is that the
/// counters are what was read: so however many ask at a time, exactly as many are admitted as there is room for.
/// </summary>
internal sealed class SpendGate(ResourceTable resources, TimeProvider clock)
{
    private readonly TenantRows<SpendCap> _caps = new(resources.Client, RowKinds.SpendCap);

    /// <summary>Checks a decision and changes the counters by what it commits.</summary>
    /// <param name="scope">The organisation.</param>
    /// <param name="growth">What the decision commits.</param>
    /// <param name="environment">The counters of its environment; null when that is gone.</param>
    /// <param name="organization">Those of the organisation.</param>
    /// <param name="more">How many more there are with it, of what.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MothershipException">QuotaExceeded: a hold or a cap is in the way.</exception>
    public async Task<IEnumerable<TableTransactionAction>> AdmitAsync(
        TenantScope scope,
        Growth growth,
        Usage? environment,
        Usage organization,
        (string Counter, int Number) more,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        var inEnvironment = environment?.Commitment.Change(growth.CommitmentChange, now);
        var inOrganization = organization.Commitment.Change(growth.CommitmentChange, now);
        if (growth.NeedsRoom)
        {
            if (organization[Usage.Refusals] > 0)
                Holds.RefuseGrowth(await HoldRows.ListAsync(resources.Client, scope, cancellation), growth.Environment);
            if (organization[Usage.SpendCaps] > 0 && growth.CommitmentChange > 0m)
                foreach (var cap in await CapsAsync(scope, cancellation))
                    if (cap.AppliesTo(growth.Environment))
                        cap.Demand(cap.Environment is null ? inOrganization : inEnvironment!, now);
        }
        List<TableTransactionAction> counted = [organization.Change(more.Counter, more.Number, inOrganization)];
        if (environment is not null)
            counted.Insert(0, environment.Change(more.Counter, more.Number, inEnvironment));
        return counted;
    }

    /// <summary>One resource less, with what may still be committed for it.</summary>
    public TableTransactionAction GiveBack(Usage usage, string counter, ISoldResource gone)
    {
        var left = gone.CommittedPerSecond is { } rate ? usage.Commitment.Change(-rate, clock.GetUtcNow()) : null;
        return usage.Change(counter, -1, left);
    }

    private async Task<IReadOnlyList<SpendCap>> CapsAsync(TenantScope scope, CancellationToken cancellation) =>
        (await _caps.ListAsync(scope, null, new(Limits.SpendCapsPerOrganization, null), cancellation)).Items;
}
