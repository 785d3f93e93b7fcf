namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a function app begins.</summary>
public class FunctionsApplication
{
    /// <summary>A builder with the defaults of a function app.</summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
