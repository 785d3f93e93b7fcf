using System.Globalization;

namespace Mothership.Local.Durable;

/// <summary>Where a page of instances ended: the row after which the next one begins.</summary>
internal static class PageToken
{
    public static string Write(long id) => id.ToString(CultureInfo.InvariantCulture);

    public static long Read(string? token) =>
        string.IsNullOrEmpty(token) ? 0
        : long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id
        : throw new ArgumentException("The continuation token is not one of this task hub.");
}
