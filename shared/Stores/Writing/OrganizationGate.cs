using Mothership.Domain.Ids;

namespace Mothership.Stores.Writing;

/// <summary>
/// Lets one transaction on an organisation's counters at a time through in this process. Only spares retries: what is
/// right comes from ETags, since other processes write too.
/// </summary>
internal sealed class OrganizationGate
{
    private readonly SemaphoreSlim[] _stripes = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<T> RunAsync<T>(OrganizationId organization, Func<Task<T>> work, CancellationToken cancellation)
    {
        var stripe = _stripes[(uint)organization.Value.GetHashCode() % _stripes.Length];
        await stripe.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            stripe.Release();
        }
    }
}
