using Microsoft.Azure.Functions.Worker.Middleware;

namespace Mothership.Local.Worker;

/// <summary>The middleware of an app, in the order in which it was added.</summary>
internal sealed class InvocationPipeline
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _steps = [];

    /// <summary>Whether a step carries out what HTTP functions return.</summary>
    internal bool AnswersHttp { get; set; }

    internal void Add(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> step) => _steps.Add(step);

    /// <summary>The steps around <paramref name="executor"/>, the first one outermost.</summary>
    internal FunctionExecutionDelegate Compose(FunctionExecutionDelegate executor) =>
        Enumerable.Reverse(_steps).Aggregate(executor, static (next, step) => step(next));
}
