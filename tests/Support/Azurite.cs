using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mothership.Tests.Support;

/// <summary>
/// A running Azurite, the emulator that Azure publishes; only its table service, in memory, on a free port.
/// </summary>
public sealed class Azurite : IAsyncLifetime
{
    private const string Install =
        "npm install --prefix \"${XDG_CACHE_HOME:-$HOME/.cache}/mothership/azurite\" azurite@3.37.0";
    private const string Account = "devstoreaccount1";
    private const string Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const int Attempts = 5;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private Process? _node;

    public string ConnectionString { get; private set; } = "";

    /// <summary>
    /// Azurite does not tell which port it got when asked for any, so it is given one that was free a moment ago, and
    /// another one when somebody else was faster.
    /// </summary>
    public async Task InitializeAsync()
    {
        var output = "";
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = FreePort();
            (_node, var isUp, output) = await Start(port);
            if (isUp)
            {
                var endpoint = $"http://127.0.0.1:{port}/{Account}";
                ConnectionString =
                    $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};TableEndpoint={endpoint};";
                return;
            }
            await DisposeAsync();
        }
        throw new InvalidOperationException($"Azurite did not start in {Attempts} attempts. Its last words: {output}");
    }

    public async Task DisposeAsync()
    {
        if (_node is null)
            return;
        if (!_node.HasExited)
            _node.Kill();
        await _node.WaitForExitAsync();
        _node.Dispose();
        _node = null;
    }

    private static async Task<(Process Node, bool IsUp, string Output)> Start(int port)
    {
        var up = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var output = new StringBuilder();
        var node = new Process { StartInfo = Command(port), EnableRaisingEvents = true };
        node.Exited += (_, _) => up.TrySetResult(false);
        DataReceivedEventHandler note = (_, line) =>
        {
            lock (output)
                output.AppendLine(line.Data);
            if (line.Data?.Contains("successfully", StringComparison.Ordinal) == true)
                up.TrySetResult(true);
        };
        node.OutputDataReceived += note;
        node.ErrorDataReceived += note;
        node.Start();
        node.BeginOutputReadLine();
        node.BeginErrorReadLine();
        var isUp = await Task.WhenAny(up.Task, Task.Delay(StartLimit)) == up.Task && await up.Task;
        lock (output)
            return (node, isUp, output.ToString());
    }

    private static ProcessStartInfo Command(int port)
    {
        string[] arguments =
        [
            Script(),
            "--tableHost",
            "127.0.0.1",
            "--tablePort",
            port.ToString(CultureInfo.InvariantCulture),
        ];
        string[] options = ["--inMemoryPersistence", "--disableTelemetry", "--skipApiVersionCheck"];
        return new ProcessStartInfo("node", [.. arguments, .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Script()
    {
        var folder = Environment.GetEnvironmentVariable("MOTHERSHIP_AZURITE");
        if (string.IsNullOrEmpty(folder))
        {
            var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (string.IsNullOrEmpty(cache))
                cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            folder = Path.Combine(cache, "mothership", "azurite");
        }
        var script = folder.EndsWith(".js", StringComparison.Ordinal)
            ? folder
            : Path.Combine(folder, "node_modules", "azurite", "dist", "src", "table", "main.js");
        return File.Exists(script)
            ? script
            : throw new FileNotFoundException($"Azurite is not installed at {script}. Install it with: {Install}");
    }
}
