using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.ControlPlane.Clusters;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Errors;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Orchestrations.Around;

namespace Mothership.ControlPlane.Services;

/// <summary>
/// Creates, changes and deletes Schema Registries. An environment has one, which comes by itself; so a creation is only
/// accepted where it was deleted.
/// </summary>
public sealed class RegistryChangeFunctions(
    ServiceDesk desk,
    ServiceLookup lookup,
    ClusterLookup environments,
    ClusterServices around,
    Registries registries,
    RegistryAnswers answers,
    IRegionStore regions
)
{
    private const string Prefix = "sgreg-";

    /// <summary>Accepts a new registry.</summary>
    [Function("CreateSchemaRegistry")]
    public async Task<IActionResult> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "srcm/v2/clusters")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var spec = ObjectReader.Of(body.Root, faults).Require("spec").Object("spec");
        spec.Require("package", "region", "environment");
        spec.Object("region").Require("id");
        spec.Object("environment").Require("id");
        var (package, region, named) = (
            PackageOf(spec),
            spec.Object("region").Text("id"),
            spec.Object("environment").Text("id")
        );
        faults.ThrowIfAny();
        var environment = await environments.EnvironmentAsync(
            request,
            named!,
            "/spec/environment/id",
            null,
            cancellation
        );
        var tenant = request.Scope().Tenant;
        if (await around.RegistryAsync(tenant, environment, cancellation) is { } there)
            throw new MothershipException(
                ErrorKind.Conflict,
                "resource_already_exists",
                $"Environment {environment} has the Schema Registry {there.Id}."
            );
        var draft = await DraftAsync(environment, package!, region!, cancellation);
        var id = await registries.NextIdAsync(tenant, environment, cancellation);
        return await desk.CreateAsync(
            request,
            body,
            id,
            draft,
            s => Show(request, StatusCodes.Status202Accepted, s),
            durable,
            cancellation
        );
    }

    /// <summary>Changes the package.</summary>
    [Function("UpdateSchemaRegistry")]
    public async Task<IActionResult> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "srcm/v2/clusters/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var spec = ObjectReader.Of(body.Root, faults).Require("spec").Object("spec");
        spec.Require("package", "environment").Object("environment").Require("id");
        var (package, environment) = (PackageOf(spec), spec.Object("environment").Text("id"));
        faults.ThrowIfAny();
        var outcome = await desk.ChangeAsync(
            request,
            () => lookup.FindAsync(request, ServiceKind.SchemaRegistry, id, environment!, cancellation),
            s => Task.FromResult(new ServiceChange(Spec: s.Spec with { Settings = SettingsOf(package!) })),
            durable,
            cancellation
        );
        return Show(request, StatusCodes.Status200OK, outcome.Service);
    }

    /// <summary>Deletes it, with all that is registered there.</summary>
    [Function("DeleteSchemaRegistry")]
    public async Task<IActionResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "srcm/v2/clusters/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var environment = query.Required("environment");
        query.ThrowIfAny();
        var outcome = await desk.DeleteAsync(
            request,
            () => lookup.FindAsync(request, ServiceKind.SchemaRegistry, id, environment, cancellation),
            durable,
            cancellation
        );
        return desk.Deleted(request, outcome);
    }

    private static string? PackageOf(ObjectReader spec)
    {
        var package = spec.Text("package");
        if (package is not null && !RegistryAnswers.Packages.Contains(package))
            spec.Faults.Invalid(
                spec.PointerOf("package"),
                $"package must be one of {string.Join(", ", RegistryAnswers.Packages)}."
            );
        return package;
    }

    private static Dictionary<string, string> SettingsOf(string package) =>
        new() { [RegistryAnswers.Package] = package };

    private async Task<ServiceDraft> DraftAsync(
        EnvironmentId environment,
        string package,
        string region,
        CancellationToken cancellation
    )
    {
        var parts = region.StartsWith(Prefix, StringComparison.Ordinal) ? region[Prefix.Length..].Split('.', 2) : [];
        if (
            parts.Length < 2
            || !RegionId.TryParse($"{parts[0]}/{parts[1]}", out var id)
            || await regions.FindAsync(id, cancellation) is null
        )
            throw new MothershipException(
                ErrorKind.Invalid,
                "invalid_configuration",
                "There is no such region; GET /srcm/v2/regions lists them.",
                "/spec/region/id"
            );
        var spec = ServiceSpec.OfUnits(1) with { Settings = SettingsOf(package) };
        return new(
            ServiceKind.SchemaRegistry,
            environment,
            null,
            id,
            Registries.DisplayName,
            spec,
            new Dictionary<string, string>()
        );
    }

    private Answer Show(HttpRequest request, int status, Service s) =>
        ServiceJson.Show(
            status,
            answers.BodyOf(request, s, RegistryAnswers.GroupOf(request), RegistryAnswers.Packages[0]),
            s.Version
        );
}
