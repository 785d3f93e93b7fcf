namespace Mothership.Orchestrations.Placing;

/// <summary>How clusters are placed; section <c>Fleet</c> of the settings.</summary>
public sealed class PlacingOptions
{
    /// <summary>The name of the settings' section.</summary>
    public const string Section = "Fleet";

    /// <summary>
    /// How much of a pool's units new clusters leave free, so that those that are there can grow; from 0 to 99.
    /// </summary>
    public int HeadroomPercent { get; set; }
}
