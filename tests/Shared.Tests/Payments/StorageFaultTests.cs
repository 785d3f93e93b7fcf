using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Payments;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Payments;

/// <summary>
/// Every write to the tables fails once, before and after it has taken effect, in the flows that move money: as when
/// the process dies there. Nothing is there twice, nothing is lost, and our books are the provider's.
/// </summary>
public sealed class StorageFaultTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Charge_DyingAtEachWrite_IsPaidExactlyOnce(bool afterwards) =>
        await AtEachWriteAsync(
            afterwards,
            async world =>
            {
                var invoice = await InsistOnAddingAsync(world, "2027-03");
                (await world.ChargeAsync(invoice)).Status.ShouldBe(InvoiceStatus.Paid);
            }
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refund_DyingAtEachWrite_IsMadeExactlyOnce(bool afterwards) =>
        await AtEachWriteAsync(
            afterwards,
            async world =>
            {
                var invoice = await InsistOnAddingAsync(world, "2027-03");
                await world.ChargeAsync(invoice);
                var row = await world.InsistAsync(
                    async () =>
                    {
                        var request = new CreditNoteRequest([new(1, 72.80m)], "goodwill");
                        await world.Issuer.IssueAsync(world.Scope, "cn-1", invoice, request, default);
                        return await world.Collector.PresentNotesAsync(world.Scope, invoice, default);
                    },
                    r => r.Refunded > 0
                );
                (row.Refunded, row.Credited).ShouldBe((7280L, 7280L));
            }
        );

    private static async Task AtEachWriteAsync(bool afterwards, Func<PaymentWorld, Task> flow)
    {
        var counting = new OneDeath(int.MaxValue, afterwards);
        await RunAsync(counting, flow);
        counting.Writes.ShouldBeGreaterThan(8);
        for (var write = 1; write <= counting.Writes; write++)
            await RunAsync(new OneDeath(write, afterwards), flow);
    }

    private static async Task RunAsync(OneDeath death, Func<PaymentWorld, Task> flow)
    {
        await using var world = await PaymentWorld.OpenAsync(hook: inner => new HookedService(inner, death));
        death.Begin();
        await flow(world);
        await world.ShouldAgreeAsync();
        world.Stripe.Books.Payments().ShouldHaveSingleItem();
        world.Stripe.Books.InvoicesBy("mothership_invoice").ShouldAllBe(g => g.Count() == 1);
    }

    private static async Task<string> InsistOnAddingAsync(PaymentWorld world, string month)
    {
        while (true)
        {
            try
            {
                return (await world.AddInvoiceAsync(month)).Id;
            }
            catch (RequestFailedException failure) when (failure.Status == 500)
            {
                // As the close of a month that is carried on.
            }
        }
    }

    private sealed class OneDeath(int at, bool afterwards) : ITableHook
    {
        private bool _begun;

        public int Writes { get; private set; }

        public void Begin() => _begun = true;

        public Task<T> ReadAsync<T>(Func<Task<T>> read) => read();

        public void Query() { }

        public async Task<T> WriteAsync<T>(IReadOnlyList<string> keys, Func<Task<T>> write)
        {
            var dies = _begun && ++Writes == at;
            if (dies && !afterwards)
                throw new RequestFailedException(500, "Died before the write.");
            var written = await write();
            return dies ? throw new RequestFailedException(500, "Died after the write.") : written;
        }
    }
}
