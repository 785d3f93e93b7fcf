using Mothership.Domain.Clusters;
using Mothership.Domain.Identity;
using Mothership.Domain.Operations;
using Mothership.Domain.Organizations;
using Mothership.Domain.Services;
using Mothership.Domain.Standing;

namespace Mothership.Stores.Rows;

/// <summary>The kinds of record in the Resources table.</summary>
internal static class RowKinds
{
    public static RowKind<Organization> Organization { get; } =
        new("Organization", RowJson.Default.Organization) { KeyOf = _ => RowKeys.Organization, OwnerOf = o => o.Id };

    public static RowKind<EnvironmentRecord> Environment { get; } =
        new("Environment", RowJson.Default.EnvironmentRecord)
        {
            Prefix = "env-",
            KeyOf = e => e.Id.Value,
            OwnerOf = e => e.Organization,
        };

    public static RowKind<User> User { get; } =
        new("User", RowJson.Default.User)
        {
            Prefix = "u-",
            KeyOf = u => u.Id.Value,
            OwnerOf = u => u.Organization,
        };

    public static RowKind<ServiceAccount> ServiceAccount { get; } =
        new("Service account", RowJson.Default.ServiceAccount)
        {
            Prefix = "sa-",
            KeyOf = a => a.Id.Value,
            OwnerOf = a => a.Organization,
            AddColumns = (account, row) => row[Columns.DisplayName] = account.DisplayName,
        };

    public static RowKind<ApiKey> ApiKey { get; } =
        new("API key", RowJson.Default.ApiKey)
        {
            Prefix = RowKeys.ApiKeyPrefix,
            KeyOf = k => RowKeys.Of(k.Id),
            OwnerOf = k => k.Organization,
            AddColumns = (key, row) =>
            {
                row[Columns.Owner] = key.Owner.Id;
                row[Columns.Resource] = key.Resource.Id;
            },
            ReadColumns = (row, key) => key with { LastUsedAt = row.GetDateTimeOffset(Columns.LastUsedAt) },
        };

    public static RowKind<Cluster> Cluster { get; } =
        new("Cluster", RowJson.Default.Cluster)
        {
            Prefix = "lkc-",
            KeyOf = c => c.Id.Value,
            OwnerOf = c => c.Organization,
            Version = 2,
            Upgrade = (_, data) => ClusterShapes.FromFirst(data),
            AddColumns = (cluster, row) => row[Columns.Environment] = cluster.Environment.Value,
        };

    public static RowKind<Service> Service { get; } =
        new("Service", RowJson.Default.Service)
        {
            Prefix = RowKeys.ServicePrefix,
            KeyOf = s => RowKeys.Of(s.Id),
            OwnerOf = s => s.Organization,
            AddColumns = (service, row) =>
            {
                row[Columns.Kind] = service.Kind.ToString();
                row[Columns.Environment] = service.Environment.Value;
                if (service.Cluster is { } cluster)
                    row[Columns.Cluster] = cluster.Value;
            },
        };

    public static RowKind<SpendCap> SpendCap { get; } =
        new("Spend cap", RowJson.Default.SpendCap)
        {
            Prefix = "scap-",
            KeyOf = c => c.Id.Value,
            OwnerOf = c => c.Organization,
        };

    public static RowKind<Notification> Notification { get; } =
        new("Notification", RowJson.Default.Notification)
        {
            Prefix = "time~",
            KeyOf = n => $"id~{n.Id}",
            OwnerOf = n => n.Organization,
        };

    public static RowKind<Operation> Operation { get; } =
        new("Operation", RowJson.Default.Operation)
        {
            Prefix = "op-",
            KeyOf = o => o.Id.Value,
            OwnerOf = o => o.Organization,
        };
}
