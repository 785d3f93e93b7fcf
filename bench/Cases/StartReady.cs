using System.Diagnostics;
using Mothership.Local.Host;

namespace Mothership.Bench.Cases;

/// <summary>
/// From the start of the process to the line that says that the control plane and three regions are ready, on a state
/// folder that has been used; against the start of a bare Kestrel in a process of its own.
/// </summary>
internal sealed class StartReady : IBenchmark
{
    /// <summary>The argument that makes this program a bare Kestrel which ends when it listens.</summary>
    public const string BareArgument = "--bare-kestrel";

    public string Name => "start.ready";

    public string? Goal => "<= 5000 ms";

    public bool IsMet(Figure figure) => figure.Value <= 5000;

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("mothership-bench-").FullName;
        string[] local = [typeof(LocalCloud).Assembly.Location, "--port", "0", "--state", folder];
        string[] bare = [typeof(StartReady).Assembly.Location, BareArgument];
        await MillisecondsAsync(local);
        var runs = await Runs.AlternateAsync(5, () => MillisecondsAsync(local), () => MillisecondsAsync(bare));
        Directory.Delete(folder, recursive: true);
        return [Figure.Of(Name, "ms", runs, "bare Kestrel process")];
    }

    private static async Task<double> MillisecondsAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var started = TimeProvider.System.GetTimestamp();
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("ready", StringComparison.Ordinal))
                break;
        var milliseconds = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        process.Kill();
        await process.WaitForExitAsync();
        return milliseconds;
    }
}
