using System.Diagnostics;
using System.Globalization;

namespace Mothership.Tests.Support.Kube;

/// <summary>One of a server's processes. It ends with this process, however that ends.</summary>
internal sealed class KubeProcess : IAsyncDisposable
{
    private readonly Process _script;
    private readonly string _log;

    private KubeProcess(Process script, int id, string log) => (_script, Id, _log) = (script, id, log);

    /// <summary>The process's own id, not that of the script around it.</summary>
    public int Id { get; }

    /// <summary>The end of what it has written, for messages.</summary>
    public string LastWords => File.Exists(_log) ? string.Join('\n', File.ReadLines(_log).TakeLast(5)) : "nothing";

    /// <param name="name">Which.</param>
    /// <param name="folder">Where it finds its ports and files.</param>
    /// <param name="isTemporary">The folder goes with the process.</param>
    public static async Task<KubeProcess> StartAsync(string name, string folder, bool isTemporary = false)
    {
        string[] options = isTemporary ? ["--temporary"] : [];
        var script = new Process
        {
            StartInfo = new ProcessStartInfo("bash", [KubeFiles.Script, "--tied", .. options, name, folder])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            },
        };
        script.Start();
        var log = Path.Combine(folder, $"{name}.log");
        return int.TryParse(await script.StandardOutput.ReadLineAsync(), CultureInfo.InvariantCulture, out var id)
            ? new KubeProcess(script, id, log)
            : throw new InvalidOperationException($"{name} was not started: {KubeFiles.Script} did not tell its id.");
    }

    /// <summary>Whether the process still runs.</summary>
    public bool IsAlive()
    {
        try
        {
            return !File.ReadAllText($"/proc/{Id}/stat").Contains(") Z", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Ends it at once, without a chance to say goodbye.</summary>
    public async Task KillAsync()
    {
        if (_script.HasExited)
            return;
        _script.StandardInput.Close();
        await _script.WaitForExitAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _script.Dispose();
    }
}
