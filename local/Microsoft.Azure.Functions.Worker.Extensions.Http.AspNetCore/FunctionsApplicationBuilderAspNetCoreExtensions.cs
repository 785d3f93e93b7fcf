using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Mothership.Local.Worker;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Lets HTTP functions use ASP.NET Core's types.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>
    /// Adds the step that carries out what an HTTP function returned (<c>IActionResult</c> or <c>IResult</c>). Middleware
    /// added after this runs inside it, so it may replace the result.
    /// </summary>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        if (builder.Services.Any(service => service.ServiceType == typeof(HttpResultMiddleware)))
            return builder;
        builder.Services.AddMvcCore();
        builder.UseMiddleware<HttpResultMiddleware>();
        return builder;
    }
}
