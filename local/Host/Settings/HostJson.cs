using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Mothership.Local.Host;

/// <summary>
/// An app's host.json. Each setting that the host honours is taken by its path; what nobody took is reported, so that a
/// setting without effect is never silent.
/// </summary>
internal sealed class HostJson
{
    private const string OverridePrefix = "AzureFunctionsJobHost";

    private readonly IConfigurationRoot _values;
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase) { "version" };
    private readonly string _app;

    private HostJson(string app, IConfigurationRoot values) => (_app, _values) = (app, values);

    /// <summary>The text of the file in an app's folder; of an empty one when there is none.</summary>
    internal static string TextIn(string folder)
    {
        var path = Path.Combine(folder, "host.json");
        return File.Exists(path) ? File.ReadAllText(path) : """{ "version": "2.0" }""";
    }

    /// <summary>Reads the text; app settings below <c>AzureFunctionsJobHost</c> win over it.</summary>
    /// <exception cref="FunctionAppStartException">It is not the JSON that it should be.</exception>
    internal static HostJson Parse(string app, string text, IConfiguration settings)
    {
        try
        {
            using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
            var overrides = settings
                .GetSection(OverridePrefix)
                .AsEnumerable(makePathsRelative: true)
                .Where(pair => pair.Value is not null);
            var values = new ConfigurationBuilder().AddJsonStream(stream).AddInMemoryCollection(overrides).Build();
            if (values["version"] != "2.0")
                throw new FunctionAppStartException(app, ["host.json has no \"version\": \"2.0\": add it."]);
            return new HostJson(app, values);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or System.Text.Json.JsonException)
        {
            throw new FunctionAppStartException(
                app,
                [$"host.json is not valid JSON: {e.GetBaseException().Message}"],
                e
            );
        }
    }

    /// <summary>A text, null when it is not set.</summary>
    internal string? Text(string path)
    {
        _taken.Add(path);
        return _values[path];
    }

    /// <summary>A whole number, null when it is not set.</summary>
    internal int? Number(string path) =>
        Value(path, text => int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture));

    /// <summary>True or false, null when it is not set.</summary>
    internal bool? Flag(string path) => Value(path, bool.Parse);

    /// <summary>One of an enumeration's names, null when it is not set.</summary>
    internal T? Choice<T>(string path)
        where T : struct, Enum => Value(path, text => Enum.Parse<T>(text, ignoreCase: true));

    /// <summary>The levels from which on categories are logged; the category is null for all others.</summary>
    internal IReadOnlyList<(string? Category, LogLevel Level)> LogLevels() =>
        [
            .. _values
                .GetSection("logging:logLevel")
                .GetChildren()
                .Select(child => child.Path)
                .Select(path => (Category(path), Choice<LogLevel>(path) ?? LogLevel.Information)),
        ];

    /// <summary>
    /// The paths, such as <c>extensions.http.hsts.isEnabled</c>, of settings that have no effect here.
    /// </summary>
    internal IReadOnlyList<string> WithoutEffect() =>
        [
            .. _values
                .AsEnumerable()
                .Where(pair => pair.Value is not null && !_taken.Contains(pair.Key))
                .Select(pair => pair.Key.Replace(':', '.'))
                .Order(StringComparer.Ordinal),
        ];

    private static string? Category(string path) =>
        path.Split(':')[^1] is var name && name.Equals("default", StringComparison.OrdinalIgnoreCase) ? null : name;

    private T? Value<T>(string path, Func<string, T> parse)
        where T : struct
    {
        if (Text(path) is not { } text)
            return null;
        try
        {
            return parse(text);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            var problem =
                $"host.json: {path.Replace(':', '.')} is '{text}', which is not a {typeof(T).Name}: correct it.";
            throw new FunctionAppStartException(_app, [problem], e);
        }
    }
}
