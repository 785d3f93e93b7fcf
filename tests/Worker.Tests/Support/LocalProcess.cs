using System.Diagnostics;

namespace Worker.Tests.Support;

/// <summary>The local host as a process of its own.</summary>
internal sealed class LocalProcess : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LocalProcess(IEnumerable<string> arguments)
    {
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

    /// <summary>As the ready line says it.</summary>
    public string BaseAddress => _ready.Task.Result.Split("  ")[1];

    public string Output
    {
        get
        {
            lock (_lines)
                return string.Join(Environment.NewLine, _lines);
        }
    }

    public static async Task<LocalProcess> StartAsync(string state)
    {
        var process = new LocalProcess(["--port", "0", "--state", state, "--regions", "aws/us-west-2"]);
        var ended = process._process.WaitForExitAsync();
        if (await Task.WhenAny(process._ready.Task, ended, Task.Delay(Bound)) != process._ready.Task)
            throw new TimeoutException($"The local host is not ready within {Bound}: {process.Output}");
        return process;
    }

    public static async Task<(int Code, string Output)> RunAsync(IEnumerable<string> arguments)
    {
        using var process = new LocalProcess(arguments);
        return (await process.EndAsync(), process.Output);
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        return await EndAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Bound);
        return _process.ExitCode;
    }

    private void Take(string? line)
    {
        if (line is null)
            return;
        lock (_lines)
            _lines.Add(line);
        if (line.StartsWith("ready in "))
            _ready.TrySetResult(line);
    }
}
