using System.Text.Json.Serialization;
using Mothership.ControlPlane.Json;

namespace Mothership.ControlPlane.Billing;

/// <summary>How the bodies of billing are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(CostBody))]
[JsonSerializable(typeof(ListBody<CostBody>))]
[JsonSerializable(typeof(InvoiceBody))]
[JsonSerializable(typeof(ListBody<InvoiceBody>))]
[JsonSerializable(typeof(UsageEventBody))]
[JsonSerializable(typeof(CreditListBody))]
[JsonSerializable(typeof(ExplanationBody))]
[JsonSerializable(typeof(ExplanationListBody))]
[JsonSerializable(typeof(ListBody<UsageEventBody>))]
[JsonSerializable(typeof(AccrualBody))]
[JsonSerializable(typeof(SpendCapBody))]
[JsonSerializable(typeof(ListBody<SpendCapBody>))]
[JsonSerializable(typeof(ListBody<NotificationBody>))]
internal sealed partial class BillingJson : JsonSerializerContext
{
    /// <summary>The context with readable text.</summary>
    internal static BillingJson Wire { get; } = new(ApiJson.WireOptions());
}
