using System.ComponentModel;
using System.Diagnostics;

namespace Mothership.Tests.Support;

/// <summary>kcat: a Kafka client that this project did not write, in a process of its own.</summary>
internal static class Kcat
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static Task ProduceAsync(string bootstrap, string topic, string lines) =>
        RunAsync(lines, "-P", "-b", bootstrap, "-t", topic);

    public static Task<string> ConsumeAsync(string bootstrap, string topic) =>
        RunAsync(null, "-C", "-b", bootstrap, "-t", topic, "-e", "-q");

    public static Task<string> ListAsync(string bootstrap) => RunAsync(null, "-L", "-b", bootstrap);

    /// <summary>Runs it to its end and gives what it wrote.</summary>
    /// <param name="input">Fed to it; null for nothing.</param>
    /// <param name="arguments">Of the command line.</param>
    public static async Task<string> RunAsync(string? input, params string[] arguments)
    {
        using var process = Start(arguments);
        using var deadline = new CancellationTokenSource(Patience);
        if (input is not null)
            await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"kcat {string.Join(' ', arguments)} did not end within {Patience}.");
        }
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
}
