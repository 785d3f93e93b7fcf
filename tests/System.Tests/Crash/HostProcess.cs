using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Mothership.SystemTests.Flows.Support;

namespace Mothership.SystemTests.Crash;

/// <summary>The local host as a process of its own, on a folder that outlives it.</summary>
internal sealed class HostProcess : IDisposable
{
    private static readonly TimeSpan StartBound = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly string _folder;
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(string folder, string regions)
    {
        _folder = folder;
        string[] arguments =
        [
            "--port",
            "0",
            "--state",
            folder,
            "--regions",
            regions,
            "--set",
            "Quotas:ClustersPerEnvironment=100000",
        ];
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "mothership-local"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where its API listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The key for what only the operator of an installation may do.</summary>
    public string HostKey { get; private set; } = "";

    public string Output
    {
        get
        {
            lock (_lines)
                return string.Join(Environment.NewLine, _lines.TakeLast(60));
        }
    }

    public static async Task<HostProcess> StartAsync(string folder, string regions)
    {
        var host = new HostProcess(folder, regions);
        var ended = host._process.WaitForExitAsync();
        if (await Task.WhenAny(host._ready.Task, ended, Task.Delay(StartBound)) != host._ready.Task)
            throw new TimeoutException($"The host is not ready within {StartBound}: {host.Output}");
        var ready = JsonDocument
            .Parse(await File.ReadAllTextAsync(Path.Combine(folder, "mothership.json")))
            .RootElement;
        var keys = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "host.keys"))).RootElement;
        host.Address = new Uri(Text(ready, "baseAddress"));
        host.HostKey = Text(keys, "hostKey");
        return host;
    }

    /// <summary>The clusters that the regions really run.</summary>
    public async Task<HashSet<string>> BrokersAsync()
    {
        var ready = JsonDocument
            .Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "mothership.json")))
            .RootElement;
        var keys = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "host.keys"))).RootElement;
        using var admin = new HttpClient { BaseAddress = new Uri(Text(ready, "adminAddress")) };
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Text(keys, "adminToken"));
        using var answer = JsonDocument.Parse(await admin.GetStringAsync("/brokers"));
        return
        [
            .. answer
                .RootElement.EnumerateObject()
                .SelectMany(region => region.Value.EnumerateArray())
                .Select(cluster => Text(cluster, "clusterId")),
        ];
    }

    /// <summary>Ends it as a power cut would: nothing in it gets to know.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static string Text(JsonElement element, string name) =>
        element.EnumerateObject().First(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value.GetString()
        ?? throw new InvalidOperationException($"There is no {name} in {element}.");

    private void Take(string? line)
    {
        if (line is null)
            return;
        lock (_lines)
            _lines.Add(line);
        if (line.StartsWith("ready in ", StringComparison.Ordinal))
            _ready.TrySetResult();
    }
}
