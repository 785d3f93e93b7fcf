using System.Text.Json.Serialization;
using Mothership.Auditing;
using Mothership.ControlPlane.Json;

namespace Mothership.ControlPlane.Audit;

/// <summary>An audit on the wire. Amounts are decimals in strings.</summary>
internal sealed record AuditBody(
    string ApiVersion,
    string Kind,
    string? Month,
    int Organizations,
    long Events,
    long Months,
    IReadOnlyList<AuditSumBody> Sums,
    long DifferenceCount,
    IReadOnlyList<AuditDifferenceBody> Differences
)
{
    internal static AuditBody Of(FleetAudit audit, string? month) =>
        new(
            "fleet/v1",
            "Audit",
            month,
            audit.Organizations,
            audit.Events,
            audit.Months,
            [.. audit.Sums.Select(s => new AuditSumBody(s.Currency, s.Owed, s.Invoiced))],
            audit.DifferenceCount,
            [.. audit.Differences.Select(AuditDifferenceBody.Of)]
        );
}

/// <summary>What a currency comes to.</summary>
internal sealed record AuditSumBody(string Currency, string Owed, string Invoiced);

/// <summary>Something that does not agree.</summary>
internal sealed record AuditDifferenceBody(
    string Kind,
    string Organization,
    string? Month,
    string Expected,
    string Found
)
{
    private static readonly WireNames<DifferenceKind> Kinds = new(
        (DifferenceKind.Event, "event"),
        (DifferenceKind.Amount, "amount"),
        (DifferenceKind.Document, "document"),
        (DifferenceKind.Number, "number"),
        (DifferenceKind.Ledger, "ledger"),
        (DifferenceKind.Provider, "provider")
    );

    internal static AuditDifferenceBody Of(AuditDifference difference) =>
        new(
            Kinds.Of(difference.Kind),
            difference.Organization,
            difference.Month.Length > 0 ? difference.Month : null,
            difference.Expected,
            difference.Found
        );
}

/// <summary>How the bodies of audits are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(AuditBody))]
internal sealed partial class AuditJson : JsonSerializerContext
{
    /// <summary>The context with readable text.</summary>
    internal static AuditJson Wire { get; } = new(ApiJson.WireOptions());
}
