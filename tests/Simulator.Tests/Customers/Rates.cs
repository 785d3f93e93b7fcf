namespace Mothership.Simulator.Tests.Customers;

/// <summary>
/// What a simulated customer does in a month, and what becomes of its events on their way to the table.
/// </summary>
/// <param name="Measurements">Measured quantities of an organisation in a month, about.</param>
/// <param name="Resources">The most resources of an organisation at a time.</param>
internal sealed record Rates(int Measurements = 12, int Resources = 4)
{
    /// <summary>Of a thousand events, how many reach the table more than once.</summary>
    public int DoubledPerMille { get; init; } = 100;

    /// <summary>Of a thousand events, how many overtake others.</summary>
    public int ReorderedPerMille { get; init; } = 50;

    /// <summary>Of a thousand events, how many come after their month was closed.</summary>
    public int LatePerMille { get; init; } = 10;

    /// <summary>Of a thousand events, how many come while their month is being closed.</summary>
    public int StragglersPerMille { get; init; } = 15;
}
