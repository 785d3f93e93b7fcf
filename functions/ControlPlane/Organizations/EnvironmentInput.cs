using Mothership.ControlPlane.Json;
using Mothership.Domain.Organizations;

namespace Mothership.ControlPlane.Organizations;

/// <summary>What a request says of an environment.</summary>
internal sealed record EnvironmentInput(string? DisplayName, GovernancePackage? Package)
{
    internal EnvironmentChange Change => new(DisplayName, Package);

    /// <summary>Reads a body whose values may still be wrong; the faults tell.</summary>
    internal static EnvironmentInput Read(ObjectReader body) =>
        new(
            body.Text("display_name"),
            body.Object("stream_governance_config").OneOf("package", EnvironmentBody.Packages)
        );
}
