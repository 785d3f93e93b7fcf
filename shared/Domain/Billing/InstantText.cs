using System.Globalization;

namespace Mothership.Domain.Billing;

/// <summary>
/// Instants as texts in documents and rows: UTC, exact to the tick, always of one length, such as
/// <c>2027-03-15T00:00:00.0000000Z</c>.
/// </summary>
public static class InstantText
{
    // What this makes of a time in UTC is yyyy-MM-ddTHH:mm:ss.fffffffZ.
    private const string Form = "O";

    /// <summary>The text of an instant.</summary>
    public static string Format(DateTimeOffset at) => at.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Format"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.ParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None);
}
