using System.ComponentModel;
using System.Diagnostics;

namespace Mothership.Local.EmbeddedKafka.Tests;

/// <summary>Runs kcat: a Kafka client that this project did not write, in a process of its own.</summary>
internal static class Kcat
{
    public static async Task<string> RunAsync(string? input, params string[] arguments)
    {
        using var process = Start(arguments);
        using var deadline = new CancellationTokenSource(Clients.Patience);
        if (input is not null)
            await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        await End(process, arguments, deadline.Token);
        process.ExitCode.ShouldBe(0, $"kcat {string.Join(' ', arguments)}: {await errors}");
        return await output;
    }

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("kcat", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("kcat is missing, run: apt-get install kcat", e);
        }
    }

    private static async Task End(Process process, string[] arguments, CancellationToken deadline)
    {
        try
        {
            await process.WaitForExitAsync(deadline);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"kcat {string.Join(' ', arguments)} did not end within {Clients.Patience}.");
        }
    }
}
