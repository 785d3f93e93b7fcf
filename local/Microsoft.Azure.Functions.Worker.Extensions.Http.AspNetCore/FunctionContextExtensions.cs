using Microsoft.AspNetCore.Http;
using Mothership.Local.Worker;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The request behind an invocation.</summary>
public static class FunctionContextExtensions
{
    /// <summary>The request and its answer; null when the function is not called over HTTP.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        if (context is InvocationContext { Http: { } http })
            return http;
        return context.Items.TryGetValue(InvocationContext.HttpContextKey, out var item) ? item as HttpContext : null;
    }
}
