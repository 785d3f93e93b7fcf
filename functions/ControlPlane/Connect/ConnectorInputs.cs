using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.ControlPlane.Services;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Services;

namespace Mothership.ControlPlane.Connect;

/// <summary>Reads what requests say of connectors.</summary>
public sealed class ConnectorInputs(ConnectorLookup lookup, SecretFields secrets)
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
                ? ConnectorConfig.Read(config, "/config", faults)
                : new(new Dictionary<string, string>());
        faults.ThrowIfAny();
        Demand(read, name!);
        var on = await lookup.ClusterAsync(request, at, cancellation);
        if (on.Phase != ClusterPhase.Provisioned || on.IsDeleting)
            throw new MothershipException(
                ErrorKind.Conflict,
                "cluster_not_usable",
                $"Cluster {on.Id} is not usable at present."
            );
        var hidden = read.Secrets().ToDictionary(s => s.Key, s => s.Value ?? ConnectorConfig.Mask);
        var spec = ServiceSpec.OfUnits(read.Tasks) with { Settings = read.Settings() };
        return ServiceDraft.On(on, ServiceKind.Connector, name!, spec) with { Secrets = hidden };
    }

    /// <summary>A configuration that is to take the place of another.</summary>
    internal static ConnectorConfig ReadConfig(RequestBody body, string name)
    {
        var faults = new BodyFaults();
        var config = ConnectorConfig.Read(body.Root, "", faults);
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
        var named = await secrets.StoreAsync(
            service.Id,
            service.Generation + 1,
            config.Secrets(),
            before.Secrets,
            cancellation
        );
        var own = before.Settings.Where(s => s.Key.StartsWith(ServiceNames.Own, StringComparison.Ordinal));
        return new(Spec: new(config.Tasks, config.Settings().Concat(own).ToDictionary(), named));
    }

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
