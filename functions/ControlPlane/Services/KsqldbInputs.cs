using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain;
using Mothership.Domain.Errors;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;

namespace Mothership.ControlPlane.Services;

/// <summary>Reads what requests say of ksqlDB clusters.</summary>
public sealed class KsqldbInputs(ServiceLookup lookup, IUserStore users, IServiceAccountStore accounts)
{
    private static readonly int[] Sizes = [1, 2, 4, 8, 12];

    /// <summary>A new one.</summary>
    internal async Task<ServiceDraft> NewAsync(HttpRequest request, RequestBody body, CancellationToken cancellation)
    {
        var faults = new BodyFaults();
        var spec = ObjectReader.Of(body.Root, faults).Require("spec").Object("spec");
        spec.Require("display_name", "csu", "kafka_cluster", "credential_identity", "environment");
        var (cluster, identity, environment) = (
            spec.Object("kafka_cluster").Require("id").Text("id"),
            spec.Object("credential_identity").Require("id").Text("id"),
            spec.Object("environment").Require("id").Text("id")
        );
        var name = NameOf(spec);
        var csu = SizeOf(spec);
        var isDetailed = spec.Flag("use_detailed_processing_log") ?? true;
        faults.ThrowIfAny();
        var on = await lookup.ClusterAsync(request, cluster!, environment!, cancellation);
        await CheckIdentityAsync(request, identity!, cancellation);
        var settings = new Dictionary<string, string>
        {
            [ServiceNames.Identity] = identity!,
            [ServiceNames.DetailedLog] = isDetailed ? "true" : "false",
        };
        var wanted = ServiceSpec.OfUnits(csu!.Value) with { Settings = settings };
        return ServiceDraft.On(on, ServiceKind.Ksqldb, name!, wanted);
    }

    /// <summary>A change: the environment, and the size if it is to be another.</summary>
    internal static (string Environment, int? Csu) ReadChange(RequestBody body)
    {
        var faults = new BodyFaults();
        var spec = ObjectReader.Of(body.Root, faults).Require("spec").Object("spec");
        spec.Require("environment").Object("environment").Require("id");
        var (environment, csu) = (spec.Object("environment").Text("id"), SizeOf(spec));
        faults.ThrowIfAny();
        return (environment!, csu);
    }

    internal static string? NameOf(ObjectReader spec)
    {
        var name = spec.Text("display_name");
        if (name is not null)
            spec.Faults.Merge(
                new FieldCheck().Required(name, spec.PointerOf("display_name"), Limits.DisplayNameLength).Faults
            );
        return name;
    }

    private static int? SizeOf(ObjectReader spec)
    {
        var csu = spec.Whole("csu");
        if (csu is { } size && !Sizes.Contains(size))
            spec.Faults.Invalid(spec.PointerOf("csu"), $"csu must be one of {string.Join(", ", Sizes)}.");
        return csu;
    }

    private async Task CheckIdentityAsync(HttpRequest request, string id, CancellationToken cancellation)
    {
        var tenant = request.Scope().Tenant;
        var isKnown =
            Missing.IsPlausibleId(id)
            && (
                await users.FindAsync(tenant, new(id), cancellation) is not null
                || await accounts.FindAsync(tenant, new(id), cancellation) is not null
            );
        if (!isKnown)
            throw Missing.Forbidden("user or service account", id, "/spec/credential_identity/id");
    }
}
