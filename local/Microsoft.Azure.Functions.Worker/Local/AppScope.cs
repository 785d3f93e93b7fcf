using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Mothership.Local.Worker;

/// <summary>
/// What the local host gives to one function app while it runs the app's entry point: its own settings, the local
/// cloud's services, and a place for the host that the app builds. It flows with the execution context of the app's
/// thread, so several apps run in one process without seeing each other.
/// </summary>
internal sealed class AppScope
{
    private static readonly AsyncLocal<AppScope?> Ambient = new();

    private readonly TaskCompletionSource<IHost> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The scope of the app that runs on this flow of control; null outside the local host.</summary>
    internal static AppScope? Current => Ambient.Value;

    /// <summary>The app's name in logs and errors.</summary>
    internal required string Name { get; init; }

    /// <summary>The app's entry assembly.</summary>
    internal required Assembly Assembly { get; init; }

    /// <summary>The folder with the app's files, host.json among them.</summary>
    internal required string Folder { get; init; }

    /// <summary>App settings; they win over the environment's variables.</summary>
    internal required IReadOnlyDictionary<string, string?> Settings { get; init; }

    /// <summary>Adds the local cloud's services before the app's own.</summary>
    internal Action<IServiceCollection> ConfigureServices { get; init; } = static _ => { };

    /// <summary>Sends the app's logs where the local cloud's go.</summary>
    internal Action<ILoggingBuilder> ConfigureLogging { get; init; } = static _ => { };

    /// <summary>The host that the app built.</summary>
    internal Task<IHost> Built => _built.Task;

    /// <summary>Makes this the scope of the current flow of control.</summary>
    internal void Enter() => Ambient.Value = this;

    internal void Publish(IHost host) => _built.TrySetResult(host);

    internal void Fail(Exception cause) => _built.TrySetException(cause);
}
