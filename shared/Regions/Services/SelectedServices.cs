namespace Mothership.Regions.Services;

/// <summary>The operator, of those that the app has, that runs this region's services: of the same name as that of its
/// clusters.</summary>
public sealed class SelectedServices(IEnumerable<IServiceOperator> operators, RegionSettings settings)
{
    /// <summary>The operator; null when this app has none of that name.</summary>
    public IServiceOperator? Operator { get; } = operators.FirstOrDefault(o => o.Name == settings.Operator);
}
