using Mothership.Bus.Records;
using Mothership.Domain.Fleet;

namespace Mothership.Regions.Commands;

/// <summary>Commands whose value is for another region than their headers say.</summary>
internal static class Misdirected
{
    /// <summary>What is wrong; null when it is for this region.</summary>
    public static ParseFailure? Check(RegionId addressee, RegionSettings settings) =>
        addressee == settings.Id
            ? null
            : new(ParseReasons.HeaderMismatch, $"It is for {addressee}, and this is {settings.Id}.");
}
