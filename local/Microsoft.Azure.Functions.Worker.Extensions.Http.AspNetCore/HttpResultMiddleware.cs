using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Mothership.Local.Worker;

/// <summary>Carries out what an HTTP function, or the middleware around it, returned.</summary>
internal sealed partial class HttpResultMiddleware(ILogger<HttpResultMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        await next(context);
        if (context is not InvocationContext { Http: { } http } invocation)
            return;
        if (!await Answer(invocation.HttpResult ?? invocation.ResultValue, http))
            LogNoAnswer(context.FunctionDefinition.Name, context.InvocationId);
    }

    private static async Task<bool> Answer(object? result, HttpContext http)
    {
        switch (result)
        {
            case IActionResult action:
                await action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
                return true;
            case IResult answer:
                await answer.ExecuteAsync(http);
                return true;
            default:
                return http.Response.HasStarted;
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Function {Function} (invocation {Invocation}) returned neither an IActionResult nor an IResult: the answer is empty."
    )]
    private partial void LogNoAnswer(string function, string invocation);
}
