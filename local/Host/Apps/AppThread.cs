using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Mothership.Local.Worker;

namespace Mothership.Local.Host;

/// <summary>Runs an app's entry point on a thread of its own, as if it were a process.</summary>
internal sealed class AppThread
{
    private readonly FunctionAppOptions _options;
    private readonly AppScope _scope;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal AppThread(FunctionAppOptions options)
    {
        _options = options;
        var assembly = options.Assembly ?? options.Types?.FirstOrDefault()?.Assembly ?? typeof(AppThread).Assembly;
        var folder = Path.GetDirectoryName(assembly.Location) ?? AppContext.BaseDirectory;
        HostJsonText = options.HostJson ?? HostJson.TextIn(folder);
        _scope = new AppScope
        {
            Name = options.Name,
            Assembly = assembly,
            Folder = folder,
            Settings = options.Settings,
            ConfigureLogging = ConfigureLogging,
            ConfigureServices = services =>
            {
                services.AddSingleton(options.Clock);
                options.ConfigureServices(services);
            },
        };
    }

    internal string HostJsonText { get; }

    internal string Folder => _scope.Folder;

    /// <summary>Ends when the entry point returns; faulted with what it threw.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>Runs the entry point until the app's host has started.</summary>
    /// <exception cref="FunctionAppStartException">The entry point failed, or ended without running a host.</exception>
    internal async Task<IHost> StartAsync(CancellationToken cancellationToken)
    {
        new Thread(Run) { Name = $"app {_options.Name}", IsBackground = true }.Start();
        try
        {
            var host = await await Task.WhenAny(_scope.Built, FailedAsync()).WaitAsync(cancellationToken);
            var started = new TaskCompletionSource<IHost>(TaskCreationOptions.RunContinuationsAsynchronously);
            host.Services.GetRequiredService<IHostApplicationLifetime>()
                .ApplicationStarted.Register(() => started.TrySetResult(host));
            return await await Task.WhenAny(started.Task, FailedAsync()).WaitAsync(cancellationToken);
        }
        catch (Exception e) when (e is not (FunctionAppStartException or OperationCanceledException))
        {
            throw new FunctionAppStartException(_options.Name, [$"its Program failed: {e.Message}"], e);
        }
    }

    private async Task<IHost> FailedAsync()
    {
        await Ended;
        throw new InvalidOperationException("it ended without building and running a function app.");
    }

    private void ConfigureLogging(ILoggingBuilder logging)
    {
        var hostJson = HostJson.Parse(_options.Name, HostJsonText, new ConfigurationBuilder().Build());
        foreach (var (category, level) in hostJson.LogLevels())
            logging.AddFilter(category, level);
        _options.ConfigureLogging(logging);
    }

    private void Run()
    {
        _scope.Enter();
        try
        {
            if (_options.Assembly is { } assembly)
                RunProgram(assembly);
            else
                RunConfigured();
            _ended.TrySetResult();
        }
        catch (Exception e)
        {
            _ended.TrySetException(e);
        }
    }

    private void RunConfigured()
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        _options.Configure(builder);
        builder.Build().Run();
    }

    private static void RunProgram(Assembly assembly)
    {
        var main = assembly.EntryPoint ?? throw new InvalidOperationException($"{assembly} has no entry point.");
        object?[] arguments = main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()];
        try
        {
            main.Invoke(null, arguments);
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
        }
    }
}
