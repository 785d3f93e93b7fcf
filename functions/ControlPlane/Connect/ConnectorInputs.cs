using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.ControlPlane.Services;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Identity;
using Mothership.Domain.Ids;
using Mothership.Domain.Services;

namespace Mothership.ControlPlane.Connect;

/// <summary>Reads what requests say of connectors.</summary>
public sealed class ConnectorInputs(
    ConnectorLookup lookup,
    ConnectorCatalog catalog,
    SecretFields secrets,
    IIdSource ids,
    TimeProvider time
)
{
    /// <summary>A new connector.</summary>
    internal async Task<ServiceDraft> NewAsync(
        HttpRequest request,
        RequestBody body,
        ConnectorPath at,
        CancellationToken cancellation
    )
    {
        var faults = new BodyFaults();
        var name = ObjectReader.Of(body.Root, faults).Require("name", "config").Text("name");
        var read =
            body.Root.ValueKind == JsonValueKind.Object && body.Root.TryGetProperty("config", out var config)
                ? ConnectorConfig.Read(config, "/config", catalog, faults)
                : new(new Dictionary<string, string>(), catalog);
        var offsets = ConnectorOffsets.Read(body.Root, faults);
        faults.ThrowIfAny();
        Demand(read, name!);
        return await DraftAsync(request, at, name!, read, offsets, cancellation);
    }

    /// <summary>A new connector of a configuration that is in order.</summary>
    internal async Task<ServiceDraft> DraftAsync(
        HttpRequest request,
        ConnectorPath at,
        string name,
        ConnectorConfig read,
        JsonArray? offsets,
        CancellationToken cancellation
    )
    {
        var on = await lookup.ClusterAsync(request, at, cancellation);
        if (on.Phase != ClusterPhase.Provisioned || on.IsDeleting)
            throw new MothershipException(
                ErrorKind.Conflict,
                "cluster_not_usable",
                $"Cluster {on.Id} is not usable at present."
            );
        var hidden = read.Secrets().ToDictionary(s => s.Key, s => s.Value ?? ConnectorConfig.Mask);
        if (read.IsAccount)
            hidden[ServiceNames.Password] = ApiKeySecret.New(ids);
        var settings = read.Settings();
        if (offsets is { Count: > 0 })
            settings[ServiceNames.OffsetsRequest] = ConnectorOffsets.Setting(
                generation: 1,
                ConnectorOffsets.Patch,
                offsets,
                time.GetUtcNow()
            );
        var spec = ServiceSpec.OfUnits(read.Tasks) with { Settings = settings };
        return ServiceDraft.On(on, ServiceKind.Connector, name, spec) with { Secrets = hidden };
    }

    /// <summary>A configuration that is to take the place of another.</summary>
    internal ConnectorConfig ReadConfig(RequestBody body, string name)
    {
        var faults = new BodyFaults();
        var config = ConnectorConfig.Read(body.Root, "", catalog, faults);
        faults.ThrowIfAny();
        Demand(config, name);
        return config;
    }

    /// <summary>The change that a configuration is.</summary>
    internal async Task<ServiceChange> ChangeAsync(
        Service service,
        ConnectorConfig config,
        CancellationToken cancellation
    )
    {
        var before = service.Spec;
        var values = config.Secrets();
        if (config.IsAccount)
            values[ServiceNames.Password] = before.Secrets.ContainsKey(ServiceNames.Password)
                ? null
                : ApiKeySecret.New(ids);
        var named = await secrets.StoreAsync(service.Id, service.Generation + 1, values, before.Secrets, cancellation);
        var own = before.Settings.Where(s => s.Key.StartsWith(ServiceNames.Own, StringComparison.Ordinal));
        return new(Spec: new(config.Tasks, config.Settings().Concat(own).ToDictionary(), named));
    }

    /// <summary>What of a change there is a price for: nothing is stored for it.</summary>
    internal static ServiceChange Resized(Service service, ConnectorConfig config) =>
        new(Spec: service.Spec with { Units = config.Tasks });

    /// <summary>The change of one of the system's own settings.</summary>
    internal static ServiceChange With(Service service, string setting, string value)
    {
        var settings = service.Spec.Settings.ToDictionary(s => s.Key, s => s.Value);
        settings[setting] = value;
        return new(Spec: service.Spec with { Settings = settings });
    }

    private static void Demand(ConnectorConfig config, string name)
    {
        var faults = config
            .Check()
            .Errors.SelectMany(e => e.Value.Select(what => new Fault("invalid_configuration", what)))
            .ToList();
        if (config.Values.GetValueOrDefault(ConnectorConfig.Name) is { } inside && inside != name)
            faults.Add(new("invalid_configuration", "The name in the configuration is another one."));
        if (faults.Count > 0)
            throw new MothershipException(ErrorKind.Malformed, faults);
    }
}
