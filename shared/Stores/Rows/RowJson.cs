using System.Text.Json.Serialization;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Identity;
using Mothership.Domain.Metering;
using Mothership.Domain.Operations;
using Mothership.Domain.Organizations;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Domain.Standing;

namespace Mothership.Stores.Rows;

/// <summary>
/// The one way in which records become texts in rows. What it writes is held by a test over stored examples.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [
        typeof(OrganizationIdConverter),
        typeof(EnvironmentIdConverter),
        typeof(ClusterIdConverter),
        typeof(ServiceIdConverter),
        typeof(ResourceIdConverter),
        typeof(OperationIdConverter),
        typeof(UserIdConverter),
        typeof(ServiceAccountIdConverter),
        typeof(ApiKeyIdConverter),
        typeof(RegionIdConverter),
        typeof(SpendCapIdConverter),
    ]
)]
[JsonSerializable(typeof(Cluster))]
[JsonSerializable(typeof(Service))]
[JsonSerializable(typeof(ServiceObservation))]
[JsonSerializable(typeof(Operation))]
[JsonSerializable(typeof(Observation))]
[JsonSerializable(typeof(RegionStatus))]
[JsonSerializable(typeof(PlacementBook))]
[JsonSerializable(typeof(Reservation))]
[JsonSerializable(typeof(Organization))]
[JsonSerializable(typeof(EnvironmentRecord))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(ServiceAccount))]
[JsonSerializable(typeof(ApiKey))]
[JsonSerializable(typeof(ApiKeyOwner))]
[JsonSerializable(typeof(ApiKeyResource))]
[JsonSerializable(typeof(InvoicePayment))]
[JsonSerializable(typeof(PaymentAccount))]
[JsonSerializable(typeof(CreditNote))]
[JsonSerializable(typeof(InvoiceDispute))]
[JsonSerializable(typeof(Difference))]
[JsonSerializable(typeof(ReconciliationRun))]
[JsonSerializable(typeof(Hold))]
[JsonSerializable(typeof(SpendCap))]
[JsonSerializable(typeof(Notification))]
[JsonSerializable(typeof(MeteredHour))]
internal sealed partial class RowJson : JsonSerializerContext;
