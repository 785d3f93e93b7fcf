using System.Text.RegularExpressions;

namespace Mothership.Local.EmbeddedKafka;

/// <summary>
/// Checks of what goes into the native library, which itself checks little: it aborts the process, or believes it.
/// </summary>
internal static partial class Require
{
    public static void InRange(int value, int min, int max, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, min, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, max, name);
    }

    public static void TopicName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!LegalTopicName().IsMatch(name) || name is "." or "..")
            throw new ArgumentException(
                $"\"{name}\" is no topic name: 1 to 249 of a-z, A-Z, 0-9, '.', '_' and '-'.",
                nameof(name)
            );
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9._-]{1,249}\z")]
    private static partial Regex LegalTopicName();
}
