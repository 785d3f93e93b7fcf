using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Mothership.Local.Host;

try
{
    var parsed = new CommandLine().Build(RunAsync).Parse(args);
    return await parsed.InvokeAsync(
        new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }
    );
}
catch (Exception e)
    when (e
            is UsageException
                or FunctionAppStartException
                or FunctionAppEndedException
                or StateFolderInUseException
                or InvalidDataException
                or IOException
    )
{
    Console.Error.WriteLine(e.Message);
    return e is UsageException ? 2 : 1;
}

static async Task<int> RunAsync(LocalCloudOptions options)
{
    using var stop = new CancellationTokenSource();
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
    try
    {
        await using var cloud = await LocalCloud.StartAsync(options, stop.Token);
        var since = TimeProvider.System.GetUtcNow() - Process.GetCurrentProcess().StartTime.ToUniversalTime();
        var address = cloud.BaseAddress?.ToString().TrimEnd('/') ?? "(no API)";
        Console.WriteLine($"ready in {since.TotalSeconds:0.00} s  {address}");
        await cloud.StopRequested.WaitAsync(stop.Token);
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        // Asked to stop while it started or ran; on the way here everything was stopped.
    }
    return 0;

    // The first signal asks for a graceful end; a second one does not wait for it.
    void OnSignal(PosixSignalContext context)
    {
        context.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    }
}
