using System.Net;
using Microsoft.Extensions.Configuration;

namespace Mothership.Strimzi.Rendering;

/// <summary>What all of a region's clusters have in common.</summary>
public sealed record StrimziSettings
{
    private static readonly string[] ListenerTypes =
    [
        "none",
        "loadbalancer",
        "nodeport",
        "cluster-ip",
        "route",
        "ingress",
    ];

    /// <summary>Setting <c>Strimzi:KafkaVersion</c>.</summary>
    public string KafkaVersion { get; init; } = "4.3.1";

    /// <summary>Setting <c>Strimzi:MetadataVersion</c>: what goes with the version of Kafka.</summary>
    public string MetadataVersion { get; init; } = "4.3-IV0";

    /// <summary>Setting <c>Strimzi:Listener</c>: how customers come in from outside of Kubernetes; <c>none</c>: they
    /// don't.</summary>
    public string Listener { get; init; } = "loadbalancer";

    /// <summary>Setting <c>Strimzi:Domain</c>: under which clusters have names, where the listener is an
    /// ingress.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Setting <c>Strimzi:StorageClass</c>; empty: that of Kubernetes.</summary>
    public string StorageClass { get; init; } = "";

    /// <summary>Setting <c>Strimzi:OperatorNamespace</c>: where Strimzi itself runs.</summary>
    public string OperatorNamespace { get; init; } = "strimzi";

    /// <summary>Setting <c>Strimzi:SystemNamespace</c>: where the region keeps what it was last told.</summary>
    public string SystemNamespace { get; init; } = "mothership-system";

    /// <summary>Setting <c>Strimzi:RegistryImage</c>: Apicurio Registry, which has a Confluent-compatible
    /// API.</summary>
    public string RegistryImage { get; init; } = "quay.io/apicurio/apicurio-registry:3.3.3";

    /// <summary>Setting <c>Strimzi:KsqldbImage</c>.</summary>
    public string KsqldbImage { get; init; } = "confluentinc/ksqldb-server:0.29.0";

    /// <summary>Setting <c>Strimzi:ConsoleImage</c>: the console that a Control Center is, of Kafbat.</summary>
    public string ConsoleImage { get; init; } = "ghcr.io/kafbat/kafka-ui:v1.5.0";

    /// <summary>Setting <c>Strimzi:ConnectImage</c>: Connect with plugins; empty: Strimzi's own image.</summary>
    public string ConnectImage { get; init; } = "";

    /// <summary>
    /// Setting <c>Strimzi:ConnectClasses</c>: the kinds of connector that the image has, with commas between; empty:
    /// whatever Connect finds.
    /// </summary>
    public IReadOnlyList<string> ConnectClasses { get; init; } = [];

    /// <summary>
    /// Setting <c>Strimzi:ServiceAddress</c>: where this app reaches a service in Kubernetes; <c>{pool}</c>,
    /// <c>{namespace}</c>, <c>{service}</c> and <c>{port}</c> are filled in.
    /// </summary>
    public string ServiceAddress { get; init; } = "http://{service}.{namespace}.svc:{port}";

    /// <summary>
    /// Setting <c>Strimzi:AccessFrom</c>: ranges of addresses, with commas between them, from which this app reaches
    /// services, beside the namespace of <see cref="SystemNamespace"/>; for an app that runs elsewhere.
    /// </summary>
    public IReadOnlyList<string> AccessFrom { get; init; } = [];

    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidOperationException">A setting has a value that it can't have.</exception>
    public static StrimziSettings From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Strimzi");
        var none = new StrimziSettings();
        var read = new StrimziSettings
        {
            KafkaVersion = Text(section, "KafkaVersion", none.KafkaVersion),
            MetadataVersion = Text(section, "MetadataVersion", none.MetadataVersion),
            Listener = Text(section, "Listener", none.Listener),
            Domain = Text(section, "Domain", none.Domain),
            StorageClass = Text(section, "StorageClass", none.StorageClass),
            OperatorNamespace = Text(section, "OperatorNamespace", none.OperatorNamespace),
            SystemNamespace = Text(section, "SystemNamespace", none.SystemNamespace),
            RegistryImage = Text(section, "RegistryImage", none.RegistryImage),
            KsqldbImage = Text(section, "KsqldbImage", none.KsqldbImage),
            ConsoleImage = Text(section, "ConsoleImage", none.ConsoleImage),
            ConnectImage = Text(section, "ConnectImage", none.ConnectImage),
            ConnectClasses =
            [
                .. Text(section, "ConnectClasses", "")
                    .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            ],
            ServiceAddress = Text(section, "ServiceAddress", none.ServiceAddress),
            AccessFrom = Ranges(Text(section, "AccessFrom", "")),
        };
        if (!ListenerTypes.Contains(read.Listener))
            throw new InvalidOperationException(
                $"The setting Strimzi:Listener is one of {string.Join(", ", ListenerTypes)}, not '{read.Listener}'."
            );
        if (read is { Listener: "ingress", Domain: "" })
            throw new InvalidOperationException(
                "The setting Strimzi:Domain is missing; a listener by ingress needs it."
            );
        return read;
    }

    private static string[] Ranges(string text)
    {
        var ranges = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Array.Find(ranges, r => !IPNetwork.TryParse(r, out _)) is { } wrong
            ? throw new InvalidOperationException(
                $"The setting Strimzi:AccessFrom has ranges of addresses such as 10.0.0.0/16, not '{wrong}'."
            )
            : ranges;
    }

    private static string Text(IConfigurationSection section, string name, string otherwise) =>
        section[name] is { Length: > 0 } text ? text : otherwise;
}
