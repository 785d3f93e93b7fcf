using Microsoft.Extensions.Configuration;
using Mothership.Domain.Fleet;

namespace Mothership.Regions;

/// <summary>Who this region is.</summary>
/// <param name="Id">Settings <c>Cloud</c> and <c>Region</c>.</param>
/// <param name="Operator">Setting <c>RegionOperator</c>: the name of the operator that runs its clusters.</param>
/// <param name="Width">Setting <c>Region:Width</c>: how many clusters are operated on at the same time.</param>
/// <param name="AttemptTimeout">Setting <c>Region:AttemptTimeout</c>: how long the operator may take for one
/// attempt.</param>
public sealed record RegionSettings(RegionId Id, string Operator, int Width, TimeSpan AttemptTimeout)
{
    private const int DefaultWidth = 64;

    /// <summary>Reads them from the app's settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or has a value that it can't have.</exception>
    public static RegionSettings From(IConfiguration configuration)
    {
        var (cloud, region) = (Required(configuration, "Cloud"), Required(configuration, "Region"));
        if (!RegionId.TryParse($"{cloud}/{region}", out var id))
            throw new InvalidOperationException(
                $"The settings Cloud and Region name no region: '{cloud}', '{region}'."
            );
        var width = configuration["Region:Width"] is { } text ? int.Parse(text) : DefaultWidth;
        var timeout = configuration["Region:AttemptTimeout"] is { } span
            ? TimeSpan.Parse(span)
            : TimeSpan.FromSeconds(30);
        return new(id, Required(configuration, "RegionOperator"), Math.Max(1, width), timeout);
    }

    private static string Required(IConfiguration configuration, string name) =>
        configuration[name] is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"The setting {name} is missing.");
}
