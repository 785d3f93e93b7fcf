using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mothership.ControlPlane.Clusters;
using Mothership.ControlPlane.Fleet;
using Mothership.ControlPlane.Identity;
using Mothership.ControlPlane.Operations;
using Mothership.ControlPlane.Organizations;
using Mothership.ControlPlane.Site;

namespace Mothership.ControlPlane.Json;

/// <summary>
/// How the API's bodies are written: generated at build, so that nothing is looked up by reflection at run time. Use
/// <see cref="Wire"/>.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ErrorsBody))]
[JsonSerializable(typeof(ClusterBody))]
[JsonSerializable(typeof(ListBody<ClusterBody>))]
[JsonSerializable(typeof(OperationBody))]
[JsonSerializable(typeof(ListBody<OperationBody>))]
[JsonSerializable(typeof(RegionBody))]
[JsonSerializable(typeof(ListBody<RegionBody>))]
[JsonSerializable(typeof(EnvironmentBody))]
[JsonSerializable(typeof(ListBody<EnvironmentBody>))]
[JsonSerializable(typeof(OrganizationBody))]
[JsonSerializable(typeof(ListBody<OrganizationBody>))]
[JsonSerializable(typeof(UserBody))]
[JsonSerializable(typeof(ListBody<UserBody>))]
[JsonSerializable(typeof(ServiceAccountBody))]
[JsonSerializable(typeof(ListBody<ServiceAccountBody>))]
[JsonSerializable(typeof(ApiKeyBody))]
[JsonSerializable(typeof(ListBody<ApiKeyBody>))]
[JsonSerializable(typeof(NewOrganizationBody))]
[JsonSerializable(typeof(HealthBody))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>
    /// The context with readable text. The default encoder writes apostrophes and non-Latin names as escapes, which is
    /// safe inside HTML and a nuisance in a terminal; our answers are marked as JSON that must not be taken for
    /// anything else.
    /// </summary>
    internal static ApiJson Wire { get; } = new(WireOptions());

    /// <summary>The options that other parts' contexts share.</summary>
    internal static JsonSerializerOptions WireOptions() =>
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
}
