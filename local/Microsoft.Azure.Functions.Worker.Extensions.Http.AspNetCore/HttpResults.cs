using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Mothership.Local.Worker;

/// <summary>Carries out what an HTTP function, or the middleware around it, returned.</summary>
internal static partial class HttpResults
{
    internal static FunctionExecutionDelegate Around(FunctionExecutionDelegate next) =>
        context => context is InvocationContext { Http: not null } http ? Run(http, next) : next(context);

    private static async Task Run(InvocationContext context, FunctionExecutionDelegate next)
    {
        await next(context);
        if (Answer(context.ResultValue, context.Http!) is { } answer)
            await answer;
        else if (Answer(context.HttpResult, context.Http!) is { } property)
            await property;
        else if (!context.Http!.Response.HasStarted)
            LogNoAnswer(context.GetLogger("Function"), context.FunctionDefinition.Name, context.InvocationId);
    }

    private static Task? Answer(object? result, HttpContext http) =>
        result switch
        {
            IActionResult action => action.ExecuteResultAsync(new(http, http.GetRouteData(), new ActionDescriptor())),
            IResult answer => answer.ExecuteAsync(http),
            _ => null,
        };

    [LoggerMessage(
        LogLevel.Warning,
        "Function {Function} (invocation {Invocation}) returned neither an IActionResult nor an IResult: "
            + "the answer is empty."
    )]
    private static partial void LogNoAnswer(ILogger logger, string function, string invocation);
}
