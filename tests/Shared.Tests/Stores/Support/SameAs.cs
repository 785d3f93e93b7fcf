using System.Text.Json;

namespace Mothership.Shared.Tests.Stores.Support;

internal static class SameAs
{
    private static readonly JsonSerializerOptions _options = new() { WriteIndented = true };

    /// <summary>Both say the same, whatever types of list they hold.</summary>
    public static void ShouldBeSame<T>(this T actual, T expected) => Text(actual).ShouldBe(Text(expected));

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, _options);
}
