using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Mothership.Local.Worker;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Puts a function app together: its settings, services, logging and middleware.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly HostApplicationBuilder _builder;
    private readonly InvocationPipeline _pipeline = new();
    private readonly AppScope? _scope = AppScope.Current;
    private bool _built;

    internal FunctionsApplicationBuilder(string[]? args)
    {
        _builder = new HostApplicationBuilder(Settings());
        AddConfiguration(args);
        _builder.Services.AddSingleton(_pipeline);
        if (_scope is null)
            _builder.Services.AddHostedService<NoHostService>();
        else
            AddLocalCloud(_scope);
    }

    /// <inheritdoc/>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_builder).Properties;

    /// <summary>
    /// The app's settings: files, the environment and, on the local host, the settings that it supplies.
    /// </summary>
    public ConfigurationManager Configuration => _builder.Configuration;

    IConfigurationManager IHostApplicationBuilder.Configuration => _builder.Configuration;

    /// <inheritdoc/>
    public IHostEnvironment Environment => _builder.Environment;

    /// <inheritdoc/>
    public ILoggingBuilder Logging => _builder.Logging;

    /// <inheritdoc/>
    public IMetricsBuilder Metrics => _builder.Metrics;

    /// <inheritdoc cref="IFunctionsWorkerApplicationBuilder.Services"/>
    public IServiceCollection Services => _builder.Services;

    /// <inheritdoc/>
    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory,
        Action<TContainerBuilder>? configure = null
    )
        where TContainerBuilder : notnull => _builder.ConfigureContainer(factory, configure);

    /// <inheritdoc/>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ThrowIfBuilt();
        _pipeline.Add(middleware);
        return this;
    }

    /// <summary>The app; running it blocks until the host stops it.</summary>
    /// <exception cref="InvalidOperationException">The app was built before.</exception>
    public IHost Build()
    {
        ThrowIfBuilt();
        _built = true;
        var host = _builder.Build();
        _scope?.Publish(host);
        return host;
    }

    // Defaults are off because they hook the process's signals and watch files, which several apps in a process can't
    // share.
    private HostApplicationBuilderSettings Settings() =>
        new()
        {
            DisableDefaults = true,
            ApplicationName = _scope?.Assembly.GetName().Name,
            ContentRootPath = _scope?.Folder ?? AppContext.BaseDirectory,
            EnvironmentName =
                System.Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT") ?? Environments.Production,
        };

    private void AddConfiguration(string[]? args)
    {
        _builder.Configuration.AddJsonFile("appsettings.json", optional: true, reloadOnChange: false);
        _builder.Configuration.AddEnvironmentVariables("AZURE_FUNCTIONS_");
        _builder.Configuration.AddEnvironmentVariables();
        if (args is { Length: > 0 })
            _builder.Configuration.AddCommandLine(args);
        if (_scope is not null)
            _builder.Configuration.AddInMemoryCollection(_scope.Settings);
    }

    private void AddLocalCloud(AppScope scope)
    {
        _builder.Services.AddSingleton<IHostLifetime, ScopedLifetime>();
        _builder.Logging.ClearProviders();
        scope.ConfigureLogging(_builder.Logging);
        scope.ConfigureServices(_builder.Services);
    }

    private void ThrowIfBuilt()
    {
        if (_built)
            throw new InvalidOperationException("The application has already been built.");
    }
}
