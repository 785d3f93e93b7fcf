using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.ControlPlane.Routing;
using Mothership.Domain.Fleet;
using Mothership.Domain.Organizations;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;

namespace Mothership.ControlPlane.Services;

/// <summary>Schema Registries on the wire, in the shapes of both versions of their group.</summary>
public sealed class RegistryAnswers(IEnvironmentStore environments, Links links)
{
    internal const string Package = "package";
    private const string Essentials = "ESSENTIALS";
    private const string Advanced = "ADVANCED";

    /// <summary>The packages that there are.</summary>
    internal static readonly string[] Packages = [Essentials, Advanced];

    /// <summary>
    /// The group that a request of the second version is in: it has an earlier name, under which it is served too.
    /// </summary>
    internal static string GroupOf(HttpRequest request) =>
        AliasFunctions.WithoutPrefix(request.Path).StartsWithSegments("/stream-governance", StringComparison.Ordinal)
            ? "stream-governance/v2"
            : "srcm/v2";

    /// <summary>The id of a region of registries.</summary>
    internal static string RegionIdOf(RegionId region) => $"sgreg-{region.Cloud}.{region.Name}";

    /// <summary>The package of an environment's registry, unless it has one of its own.</summary>
    internal async Task<string> PackageOfAsync(HttpRequest request, string environment, CancellationToken cancellation)
    {
        var found = await environments.FindAsync(request.Scope().Tenant, new(environment), cancellation);
        return found?.Value.Package == GovernancePackage.Advanced ? Advanced : Essentials;
    }

    /// <summary>One of them.</summary>
    internal ServiceBody BodyOf(HttpRequest request, Service s, string group, string package)
    {
        var root = links.Root(request);
        var body = ServiceBody.Of(s, group, root);
        object region =
            group == "srcm/v3"
                ? s.Region.Name
                : new ReferenceBody(
                    RegionIdOf(s.Region),
                    $"{root}/{group}/regions/{RegionIdOf(s.Region)}",
                    Crn.Of(s.Organization)
                );
        return body with
        {
            Spec = body.Spec with
            {
                Package = s.Spec.Settings.GetValueOrDefault(Package) ?? package,
                HttpEndpoint = s.Endpoint ?? "",
                CatalogHttpEndpoint = s.Endpoint ?? "",
                Cloud = s.Region.Cloud.ToUpperInvariant(),
                Region = region,
            },
        };
    }
}
