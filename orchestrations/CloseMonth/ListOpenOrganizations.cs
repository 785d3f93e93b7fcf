using Microsoft.Azure.Functions.Worker;
using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Stores.Billing;

namespace Mothership.Orchestrations.CloseMonth;

/// <summary>Reads a page of the organisations that have a month open.</summary>
public sealed class ListOpenOrganizations(IOpenMonths open, BillingOptions options, TimeProvider clock)
{
    /// <summary>The activity.</summary>
    [Function(nameof(ListOpenOrganizations))]
    public async Task<OpenPage> RunAsync([ActivityTrigger] CloseMonthInput input, CancellationToken cancellation)
    {
        var month = BillingMonth.Parse(input.Month);
        if (clock.GetUtcNow() < options.DueAt(month))
            return new([], true, options.CloseParallelism, TooEarly: true);
        OrganizationId? after = input.After is { } last ? new(last) : null;
        var page = await open.OrganizationsAsync(month, after, options.ClosePageSize, cancellation);
        var isLast = page.Count < options.ClosePageSize;
        return new([.. page.Select(o => o.Value)], isLast, options.CloseParallelism, TooEarly: false);
    }
}
