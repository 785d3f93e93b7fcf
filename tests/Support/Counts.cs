namespace Mothership.Tests.Support;

/// <summary>
/// How often a test does what it does: a quick count on each change, the full one of the promise with
/// <c>./dev test --long</c>, which sets <c>MOTHERSHIP_LONG=1</c>. The one place that asks for that variable.
/// </summary>
internal static class Counts
{
    /// <summary>Whether the full counts are asked for.</summary>
    public static bool IsLong => Environment.GetEnvironmentVariable("MOTHERSHIP_LONG") == "1";

    /// <summary>The count that is asked for.</summary>
    public static int Of(int quick, int full) => IsLong ? full : quick;
}
