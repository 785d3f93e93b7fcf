using System.Diagnostics;

namespace Kube.Tests.Flows;

/// <summary>The app of a region as a process of its own, to be killed.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly TimeSpan StartBound = TimeSpan.FromSeconds(60);
    private static int _lives;
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WorkerProcess(string folder, KubeWorld world)
    {
        string[] arguments =
        [
            "--app",
            "region",
            "--cloud",
            KubeWorld.Region.Cloud,
            "--region",
            KubeWorld.Region.Name,
            "--kafka",
            world.Cloud.BusBootstrapServers,
            "--state",
            folder,
            "--set",
            $"SecretsFolder={world.Vault}",
            "--set",
            // A group of its own, which gets all commands anew at once: the dead members of a common one would keep
            // them back longer than a life lasts here.
            $"RegionConsumerGroup=worker-{Interlocked.Increment(ref _lives)}",
            .. KubeWorld.Settings.SelectMany(s => (string[])["--set", $"{s.Key}={s.Value}"]),
        ];
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "mothership-local"), arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it said last.</summary>
    public string Output
    {
        get
        {
            lock (_lines)
                return string.Join(Environment.NewLine, _lines.TakeLast(40));
        }
    }

    /// <param name="folder">What survives it.</param>
    /// <param name="world">Its bus and its vault.</param>
    public static async Task<WorkerProcess> StartAsync(string folder, KubeWorld world)
    {
        var worker = new WorkerProcess(folder, world);
        var ended = worker._process.WaitForExitAsync();
        var bound = Task.Delay(StartBound, TimeProvider.System);
        if (await Task.WhenAny(worker._ready.Task, ended, bound) != worker._ready.Task)
            throw new TimeoutException($"The worker is not ready within {StartBound}: {worker.Output}");
        return worker;
    }

    /// <summary>Ends it as a power cut would.</summary>
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
