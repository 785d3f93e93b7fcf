using System.Text.Json.Serialization;
using Mothership.ControlPlane.Json;

namespace Mothership.ControlPlane.Payments;

/// <summary>How the bodies of payments are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(PaymentSetupBody))]
[JsonSerializable(typeof(PaymentMethodBody))]
[JsonSerializable(typeof(CreditNoteBody))]
[JsonSerializable(typeof(ListBody<CreditNoteBody>))]
[JsonSerializable(typeof(DisputeBody))]
[JsonSerializable(typeof(ListBody<DisputeBody>))]
[JsonSerializable(typeof(OpenDisputesBody))]
[JsonSerializable(typeof(ReceivedBody))]
[JsonSerializable(typeof(WriteOffBody))]
[JsonSerializable(typeof(BalancesBody))]
[JsonSerializable(typeof(ReconciliationBody))]
[JsonSerializable(typeof(ReconciliationsBody))]
internal sealed partial class PaymentJson : JsonSerializerContext
{
    /// <summary>The context with readable text.</summary>
    internal static PaymentJson Wire { get; } = new(ApiJson.WireOptions());
}
