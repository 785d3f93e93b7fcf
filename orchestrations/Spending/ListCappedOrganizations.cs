using Microsoft.Azure.Functions.Worker;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;

namespace Mothership.Orchestrations.Spending;

/// <summary>Reads a part of the organisations that have caps.</summary>
public sealed class ListCappedOrganizations(ISpendCapStore caps)
{
    private const int Size = 200;

    /// <summary>The activity.</summary>
    [Function(nameof(ListCappedOrganizations))]
    public async Task<CappedPage> RunAsync([ActivityTrigger] CheckSpendInput input, CancellationToken cancellation)
    {
        OrganizationId? after = input.Organization is { } last ? new(last) : null;
        var found = await caps.CappedAsync(after, Size, cancellation);
        return new([.. found.Select(o => o.Value)], found.Count < Size);
    }
}
