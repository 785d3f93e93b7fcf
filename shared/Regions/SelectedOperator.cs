namespace Mothership.Regions;

/// <summary>The one operator, of those that the app has, that runs this region's clusters.</summary>
public sealed class SelectedOperator
{
    /// <summary>Picks the operator that the settings name.</summary>
    /// <exception cref="InvalidOperationException">The app has none of that name.</exception>
    public SelectedOperator(IEnumerable<IClusterOperator> operators, RegionSettings settings)
    {
        var known = operators.ToList();
        Operator =
            known.Find(o => o.Name == settings.Operator)
            ?? throw new InvalidOperationException(
                $"The setting RegionOperator of {settings.Id} is '{settings.Operator}', and this "
                    + $"app has no operator of that name. "
                    + $"It has: {(known.Count == 0 ? "none" : string.Join(", ", known.Select(o => o.Name)))}."
            );
    }

    /// <summary>The operator.</summary>
    public IClusterOperator Operator { get; }
}
