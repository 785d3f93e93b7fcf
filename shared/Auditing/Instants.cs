using System.Globalization;

namespace Mothership.Auditing;

/// <summary>Instants as texts.</summary>
internal static class Instants
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>The ticks of UTC of <c>2027-03-01T00:00:00.0000000Z</c>.</summary>
    public static long Read(string text) =>
        DateTime.ParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None).Ticks;
}
