using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mothership.Local.Worker;

namespace Mothership.Local.Host;

/// <summary>A started app: its services, its functions and the pipeline through which each of them is called.</summary>
internal sealed partial class AppRuntime
{
    // The official worker's source of activities, so that an application's tracing finds them under the same name.
    private static readonly ActivitySource Activities = new("Microsoft.Azure.Functions.Worker");

    private readonly FunctionExecutionDelegate _pipeline;
    private readonly CancellationTokenSource _abandoned = new();
    private readonly ILogger _logger;

    internal AppRuntime(
        string name,
        IServiceProvider services,
        HostJson hostJson,
        IReadOnlyList<FunctionDescriptor> functions,
        TimeProvider clock
    )
    {
        (Name, Services, HostJson, Functions, Clock) = (name, services, hostJson, functions, clock);
        Scopes = services.GetRequiredService<IServiceScopeFactory>();
        Settings = services.GetRequiredService<IConfiguration>();
        Loggers = services.GetRequiredService<ILoggerFactory>();
        _logger = Loggers.CreateLogger("Function");
        _pipeline = services.GetRequiredService<InvocationPipeline>().Compose(ExecuteAsync);
    }

    internal string Name { get; }

    internal IServiceProvider Services { get; }

    internal IServiceScopeFactory Scopes { get; }

    internal IConfiguration Settings { get; }

    internal ILoggerFactory Loggers { get; }

    internal HostJson HostJson { get; }

    /// <summary>Signalled when a stop has waited long enough for what is under way.</summary>
    internal CancellationToken Abandoned => _abandoned.Token;

    internal KafkaHostOptions Kafka { get; set; } = new();

    internal DurableHostOptions Durable { get; set; } = new(null, null, null);

    internal IReadOnlyList<FunctionDescriptor> Functions { get; }

    internal TimeProvider Clock { get; }

    /// <summary>Sends what functions return to Kafka; set when an app has such outputs.</summary>
    internal KafkaSender? Sender { get; set; }

    internal void AbandonAfter(TimeSpan wait) => _abandoned.CancelAfter(wait);

    internal IEnumerable<(FunctionDescriptor Function, TTrigger Trigger)> With<TTrigger>()
        where TTrigger : class =>
        Functions.Where(f => f.Trigger is TTrigger).Select(f => (f, (TTrigger)(object)f.Trigger));

    /// <summary>Runs one invocation through the app's middleware; what it threw comes out of here.</summary>
    internal async Task InvokeAsync(InvocationContext context)
    {
        using var activity = Activities.HasListeners() ? Start(context) : null;
        try
        {
            await _pipeline(context);
            if (context.Outputs is KafkaResult[] { Length: > 0 } results && Sender is { } sender)
                await sender.SendAsync(results);
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
    }

    /// <summary>
    /// Runs an invocation of a trigger that supports retries, attempt by attempt as the function's retry attribute
    /// says. Each attempt has a context of its own.
    /// </summary>
    /// <returns>What the last attempt threw; null when it succeeded.</returns>
    internal async Task<Exception?> TryInvokeAsync(
        FunctionDescriptor function,
        Func<InvocationContext> newContext,
        CancellationToken stop
    )
    {
        for (var attempt = 0; ; attempt++)
        {
            if (await AttemptAsync(function, newContext(), attempt) is not { } failure)
                return null;
            if (function.Retry is not { } retry || !Retries.Allow(retry, attempt) || stop.IsCancellationRequested)
                return failure;
            await Retries.WaitAsync(retry, attempt, Clock, stop);
        }
    }

    internal void LogFailure(FunctionDescriptor function, InvocationContext context, Exception failure) =>
        LogFailed(failure, function.Name, context.InvocationId);

    private async Task<Exception?> AttemptAsync(FunctionDescriptor function, InvocationContext context, int attempt)
    {
        await using (context)
        {
            if (function.Retry is { } retry)
                context.Retry = new Attempt(attempt, retry.MaxRetryCount);
            try
            {
                await InvokeAsync(context);
                return null;
            }
            catch (Exception e)
            {
                LogFailure(function, context, e);
                return e;
            }
        }
    }

    // Nothing here may leave the caller's context: an orchestrator's continuations must run where the engine wants
    // them.
    private static async Task ExecuteAsync(FunctionContext context)
    {
        if (context is not InvocationContext { FunctionDefinition: LocalFunctionDefinition definition } invocation)
            throw new NotSupportedException("Middleware must pass on the FunctionContext that it was given.");
        invocation.ResultValue = await definition.Function.Invoke(invocation);
        definition.Function.Outputs.Split(invocation);
    }

    private static Activity? Start(InvocationContext context)
    {
        var trace = context.TraceContext;
        ActivityContext.TryParse(trace.TraceParent, trace.TraceState, out var parent);
        var activity = Activities.StartActivity("Invoke", ActivityKind.Server, parent);
        activity?.SetTag("faas.name", context.FunctionDefinition.Name);
        activity?.SetTag("faas.execution", context.InvocationId);
        return activity;
    }

    [LoggerMessage(LogLevel.Error, "Function {Function} failed (invocation {Invocation})")]
    private partial void LogFailed(Exception failure, string function, string invocation);
}
