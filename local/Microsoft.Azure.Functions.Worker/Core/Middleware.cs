namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>The rest of the pipeline.</summary>
public delegate Task FunctionExecutionDelegate(FunctionContext context);

/// <summary>A step around every invocation of an app.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Runs the step; <paramref name="next"/> is the rest of the pipeline, the function last.</summary>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
