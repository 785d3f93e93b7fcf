using System.Reflection;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mothership.Local.Host;

/// <summary>How one function app is run.</summary>
public sealed class FunctionAppOptions
{
    /// <summary>Its name in logs and errors.</summary>
    public required string Name { get; init; }

    /// <summary>Where the host keeps what must survive a restart: timers, durable history.</summary>
    public required string StateFolder { get; init; }

    /// <summary>
    /// The app's assembly: its entry point is run and its functions are found. Null when <see cref="Types"/> is set.
    /// </summary>
    public Assembly? Assembly { get; init; }

    /// <summary>
    /// The classes to look for functions in, for an app without a Program.cs; see <see cref="Configure"/>.
    /// </summary>
    public IReadOnlyList<Type>? Types { get; init; }

    /// <summary>With <see cref="Types"/>: what Program.cs would do between creating and building the builder.</summary>
    public Action<FunctionsApplicationBuilder> Configure { get; init; } = static _ => { };

    /// <summary>App settings; they win over the environment's variables.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>The text of host.json; null for the file in the app's folder.</summary>
    public string? HostJson { get; init; }

    /// <summary>The port for HTTP functions on loopback; 0 for any.</summary>
    public int Port { get; init; }

    /// <summary>
    /// How long a broker may hold back the answer to a fetch that finds nothing; null for the client's default. The
    /// embedded broker holds it back in full even when a message comes in between, so there it is the delay of a
    /// message.
    /// </summary>
    public TimeSpan? KafkaFetchWait { get; init; }

    /// <summary>
    /// The time that timers and durable functions go by; the app gets it as its <see cref="TimeProvider"/>.
    /// </summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Adds services of the local cloud; the app's own registrations come after and win.</summary>
    public Action<IServiceCollection> ConfigureServices { get; init; } = static _ => { };

    /// <summary>Where the app's logs go; nowhere by default.</summary>
    public Action<ILoggingBuilder> ConfigureLogging { get; init; } = static _ => { };

    /// <summary>How long a stop waits for what is under way.</summary>
    public TimeSpan StopBound { get; init; } = TimeSpan.FromSeconds(20);
}
