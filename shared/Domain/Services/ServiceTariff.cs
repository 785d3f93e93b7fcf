using System.Collections.Frozen;
using Mothership.Domain.Billing;
using Mothership.Domain.Fleet;

namespace Mothership.Domain.Services;

/// <summary>What services are sold as.</summary>
public static class ServiceTariff
{
    private static readonly FrozenDictionary<ServiceKind, string> AddOns = new Dictionary<ServiceKind, string>
    {
        [ServiceKind.SchemaRegistry] = "schema_registry",
        [ServiceKind.Connector] = "connect_task",
        [ServiceKind.Ksqldb] = "ksqldb_csu",
        [ServiceKind.ControlCenter] = "control_center",
    }.ToFrozenDictionary();

    /// <summary>The name of a kind in the price book; null for what costs nothing.</summary>
    public static string? AddOnOf(ServiceKind kind) => AddOns.GetValueOrDefault(kind);

    /// <summary>What a kind is metered by.</summary>
    public static Meter MeterOf(ServiceKind kind) =>
        kind == ServiceKind.Connector ? Meter.ConnectTaskSeconds : Meter.AddOnSeconds;

    /// <summary>
    /// Whether a kind can only be had where the book has a price for it. A credential is no ware of its own, and a
    /// registry comes with the first cluster, at no cost where the book does not name it.
    /// </summary>
    public static bool NeedsPrice(ServiceKind kind) =>
        kind is not (ServiceKind.Credential or ServiceKind.SchemaRegistry);

    /// <summary>The price in force of so many units of a kind; null where it has none.</summary>
    public static Price? Find(IPriceBook prices, RegionId region, ServiceKind kind, int units, DateTimeOffset at) =>
        AddOnOf(kind) is { } name ? prices.FindAddOn(region, name, units, at) : null;
}
