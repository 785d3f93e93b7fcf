using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Ports;
using Mothership.Stores.Billing;
using Mothership.Stores.Rows;

namespace Mothership.Stores.Payments;

/// <summary>The provider's messages, one partition each.</summary>
internal sealed class TablesNoticeStore(BillingTables tables, TimeProvider clock) : INoticeStore
{
    private const string Key = "notice";
    private const string HandledAt = "HandledAt";

    public async Task<bool> RecordAsync(ProviderNotice notice, CancellationToken cancellation)
    {
        try
        {
            await tables.Notices.AddEntityAsync(Row(notice, clock.GetUtcNow()), cancellation);
            return true;
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            var row = await tables.Notices.FindAsync(notice.Id, Key, cancellation);
            return row?.GetDateTimeOffset(HandledAt) is null;
        }
    }

    public Task CompleteAsync(ProviderNotice notice, CancellationToken cancellation) =>
        tables.Notices.UpsertEntityAsync(
            new TableEntity(notice.Id, Key) { [HandledAt] = clock.GetUtcNow() },
            TableUpdateMode.Merge,
            cancellation
        );

    private static TableEntity Row(ProviderNotice notice, DateTimeOffset now) =>
        new(notice.Id, Key)
        {
            ["Type"] = notice.Type,
            ["ObjectKind"] = notice.ObjectKind,
            ["ObjectId"] = notice.ObjectId,
            ["ReceivedAt"] = now,
        };
}
