using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mothership.Local.Host;

namespace Worker.Tests.Support;

/// <summary>A function app made of classes of the test assembly, with its own state folder, logs and signals.</summary>
public sealed class TestApp : IAsyncDisposable
{
    private readonly string _ownFolder = Directory.CreateTempSubdirectory("worker-tests-").FullName;
    private FunctionAppHost? _host;

    public LogRecorder Logs { get; } = new();

    /// <summary>What the functions did; they take it from their constructor.</summary>
    public Journal Journal { get; } = new();

    public IReadOnlyList<Type> Types { get; init; } = [];

    public Dictionary<string, string?> Settings { get; init; } = [];

    public string? HostJson { get; init; } =
        """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""";

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public string? StateFolder { get; init; }

    public TimeSpan StopBound { get; init; } = TimeSpan.FromSeconds(20);

    public Action<FunctionsApplicationBuilder> Configure { get; init; } =
        static builder => builder.ConfigureFunctionsWebApplication();

    public HttpClient Http { get; } = new();

    public FunctionAppHost Host => _host ?? throw new InvalidOperationException("The app is not started.");

    public static Task<TestApp> RunAsync(params Type[] types) => new TestApp { Types = types }.StartAsync();

    public async Task<TestApp> StartAsync()
    {
        _host = await FunctionAppHost.StartAsync(Options());
        Http.BaseAddress = _host.BaseAddress;
        return this;
    }

    public async Task<FunctionAppStartException> FailToStartAsync() =>
        await Should.ThrowAsync<FunctionAppStartException>(StartAsync);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_host is not null)
            await _host.StopAsync();
        if (Directory.Exists(_ownFolder))
            Directory.Delete(_ownFolder, recursive: true);
    }

    private FunctionAppOptions Options() =>
        new()
        {
            Name = "test",
            Types = Types,
            Configure = Configure,
            Settings = Settings,
            HostJson = HostJson,
            Clock = Clock,
            StopBound = StopBound,
            StateFolder = StateFolder ?? _ownFolder,
            ConfigureServices = services => services.AddSingleton(Journal),
            ConfigureLogging = logging => logging.AddProvider(Logs).SetMinimumLevel(LogLevel.Debug),
        };
}
