using Microsoft.Extensions.DependencyInjection;
using Mothership.Local.Worker;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Lets HTTP functions use ASP.NET Core's types.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>
    /// Adds the step that carries out what an HTTP function returned (<c>IActionResult</c> or <c>IResult</c>).
    /// Middleware added after this runs inside it, so it may replace the result.
    /// </summary>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        var pipeline = builder.Services.Select(s => s.ImplementationInstance).OfType<InvocationPipeline>().Single();
        if (pipeline.AnswersHttp)
            return builder;
        pipeline.AnswersHttp = true;
        builder.Services.AddMvcCore();
        builder.Use(HttpResults.Around);
        return builder;
    }
}
