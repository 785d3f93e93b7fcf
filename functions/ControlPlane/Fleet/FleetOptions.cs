namespace Mothership.ControlPlane.Fleet;

/// <summary>How the fleet is judged; section <c>Fleet</c> of the settings.</summary>
public sealed class FleetOptions
{
    /// <summary>The name of the settings' section.</summary>
    public const string Section = "Fleet";

    /// <summary>A region that has not been heard of for longer is not healthy.</summary>
    public TimeSpan SilenceLimit { get; set; } = TimeSpan.FromSeconds(45);
}
