using Azure.Data.Tables;

namespace Mothership.Stores;

/// <summary>The tables that the stores need, and how they come to be.</summary>
public static class StoreSchema
{
    /// <summary>All that belongs to an organisation and changes together. PartitionKey: organisation.</summary>
    public const string Resources = "Resources";

    /// <summary>The ids of all organisations.</summary>
    public const string Organizations = "Organizations";

    /// <summary>Operations that are not final. May name ones that do not exist, or are final by now.</summary>
    public const string OpenOperations = "OpenOperations";

    /// <summary>Which clusters are in a region. PartitionKey: region. May name ones that do not exist.</summary>
    public const string Placements = "Placements";

    /// <summary>Which services are in a region. PartitionKey: region. May name ones that do not exist.</summary>
    public const string ServicePlacements = "ServicePlacements";

    /// <summary>What regions last reported. PartitionKey: organisation.</summary>
    public const string Observations = "Observations";

    /// <summary>The regions of the fleet.</summary>
    public const string Regions = "Regions";

    /// <summary>What is reserved on the pools of regions. PartitionKey: region.</summary>
    public const string Reservations = "Reservations";

    /// <summary>Hashes of API keys by key id.</summary>
    public const string ApiKeys = "ApiKeys";

    /// <summary>
    /// Claims and answers of requests with an Idempotency-Key. PartitionKey begins with the organisation.
    /// </summary>
    public const string Idempotency = "Idempotency";

    /// <summary>
    /// Organisations that have holds, or whose clusters may still feel the last one. PartitionKey: organisation.
    /// </summary>
    public const string Watched = "Watched";

    /// <summary>What customers were told. PartitionKey: organisation.</summary>
    public const string Notifications = "Notifications";

    /// <summary>What clusters did, hour by hour. PartitionKey: organisation; <c>due</c>: what is not billed.</summary>
    public const string Metering = "Metering";

    private static readonly string[] _tables =
    [
        Resources,
        Organizations,
        OpenOperations,
        Placements,
        ServicePlacements,
        Observations,
        Regions,
        Reservations,
        ApiKeys,
        Idempotency,
        Watched,
        Notifications,
        Metering,
    ];

    /// <summary>Creates the tables that are missing.</summary>
    public static Task EnsureCreatedAsync(TableServiceClient service, CancellationToken cancellation) =>
        EnsureCreatedAsync(service, _tables, cancellation);

    /// <summary>Creates those of the given tables that are missing.</summary>
    public static Task EnsureCreatedAsync(
        TableServiceClient service,
        IEnumerable<string> tables,
        CancellationToken cancellation
    ) => Task.WhenAll(tables.Select(table => service.CreateTableIfNotExistsAsync(table, cancellation)));
}
