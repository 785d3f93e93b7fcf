using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Fleet;
using Mothership.Local.Clock;

namespace Mothership.Local.Host;

/// <summary>What a local cloud consists of.</summary>
public sealed record LocalCloudOptions
{
    /// <summary>Where everything that survives a restart is kept. One local cloud at a time can use it.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Whether the control plane's app runs.</summary>
    public bool ControlPlane { get; init; } = true;

    /// <summary>The regions whose apps run.</summary>
    public IReadOnlyList<RegionId> Regions { get; init; } = [];

    /// <summary>The control plane's port on loopback; 0 for any.</summary>
    public int Port { get; init; }

    /// <summary>The brokers of the bus; null for an embedded one, whose content ends with the process.</summary>
    public string? Kafka { get; init; }

    /// <summary>App settings for all apps; they win over those that the local cloud supplies.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>
    /// Whether a fake Stripe runs beside the control plane, which then charges there. What it holds ends with the
    /// process.
    /// </summary>
    public bool FakeStripe { get; init; }

    /// <summary>
    /// The clock; null for one that runs with the machine's, ahead by what the state folder remembers.
    /// </summary>
    public VirtualClock? Clock { get; init; }

    /// <summary>Adds services to the control plane's app, before its own.</summary>
    public Action<IServiceCollection> ConfigureControlPlane { get; init; } = static _ => { };

    /// <summary>Adds services to a region's app, before its own.</summary>
    public Action<RegionId, IServiceCollection> ConfigureRegion { get; init; } = static (_, _) => { };

    /// <summary>Where log lines go; null for nowhere.</summary>
    public TextWriter? Log { get; init; }

    /// <summary>False: warnings and worse. True: what the apps' host.json asks for.</summary>
    public bool Verbose { get; init; }

    /// <summary>How long a stop waits for what is under way.</summary>
    public TimeSpan StopBound { get; init; } = TimeSpan.FromSeconds(20);
}
