using System.Globalization;
using System.Text.Json;
using Mothership.ControlPlane.Json;
using Mothership.Domain;
using Mothership.Domain.Services;

namespace Mothership.ControlPlane.Connect;

/// <summary>A connector's configuration as a request has it: values are secrets here, and nowhere else.</summary>
internal sealed class ConnectorConfig(IReadOnlyDictionary<string, string> values, ConnectorCatalog catalog)
{
    /// <summary>What stands for each secret in an answer.</summary>
    internal const string Mask = "****************";

    internal const string Class = "connector.class";
    internal const string Name = "name";
    internal const string TasksMax = "tasks.max";
    private const string AuthMode = "kafka.auth.mode";
    private const string Account = "kafka.service.account.id";
    private const string ByKey = "KAFKA_API_KEY";
    private const string ByAccount = "SERVICE_ACCOUNT";

    /// <summary>What is wrong, by field.</summary>
    internal SortedDictionary<string, List<string>> Errors { get; } = new(StringComparer.Ordinal);

    /// <summary>The values as they were given.</summary>
    internal IReadOnlyDictionary<string, string> Values => values;

    /// <summary>Its kind; null when that is not on offer.</summary>
    internal ConnectorPlugin? Plugin { get; } = catalog.Find(values.GetValueOrDefault(Class));

    /// <summary>Whether it acts as a service account, with a user of its own; else as the API key in it.</summary>
    internal bool IsAccount => IsAccountIn(values);

    /// <summary>How many tasks it may have.</summary>
    internal int Tasks => int.Parse(values.GetValueOrDefault(TasksMax) ?? "1", CultureInfo.InvariantCulture);

    /// <summary>Reads the fields of a JSON object; numbers and truth values count as their texts.</summary>
    internal static ConnectorConfig Read(JsonElement json, string pointer, ConnectorCatalog catalog, BodyFaults faults)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (json.ValueKind != JsonValueKind.Object)
            faults.WrongType(pointer, "an object");
        else
            foreach (var field in json.EnumerateObject())
                if (TextOf(field.Value) is { } text)
                    values[field.Name] = text;
                else
                    faults.WrongType($"{pointer}/{field.Name}", "a string of valid Unicode");
        return new(values, catalog);
    }

    /// <summary>Finds all that is wrong with it.</summary>
    internal ConnectorConfig Check()
    {
        Require(Name);
        Require(Class);
        if (values.ContainsKey(Class) && Plugin is null)
            Wrong(Class, $"There is no connector {values[Class]}. To be had: {catalog.Names}.");
        foreach (var field in Plugin?.Required ?? [])
            Require(field);
        foreach (var (field, value) in values)
            if (ConnectorRules.Refusal(field, value) is { } refusal)
                Wrong(field, refusal);
        CheckIdentity();
        CheckTasks();
        CheckSizes();
        return this;
    }

    /// <summary>The fields that are no secrets.</summary>
    internal Dictionary<string, string> Settings() =>
        values.Where(v => !Plugin!.IsSecret(v.Key)).ToDictionary(v => v.Key, v => v.Value);

    /// <summary>The secrets; null for what an answer of ours stands for, which stays as it is.</summary>
    internal Dictionary<string, string?> Secrets() =>
        values.Where(v => Plugin!.IsSecret(v.Key)).ToDictionary(v => v.Key, v => v.Value == Mask ? null : v.Value);

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }
    }

    private static bool IsAccountIn(IReadOnlyDictionary<string, string> values) =>
        values.GetValueOrDefault(AuthMode) is var mode
        && (mode == ByAccount || (mode is null && values.ContainsKey(Account)));

    private void CheckIdentity()
    {
        if (values.GetValueOrDefault(AuthMode) is { } mode and not (ByKey or ByAccount))
            Wrong(AuthMode, $"{AuthMode} must be one of {ByKey}, {ByAccount}, not {mode}.");
        if (!IsAccount)
        {
            Require("kafka.api.key");
            Require("kafka.api.secret");
            return;
        }
        Require(Account);
        if (values.GetValueOrDefault(Account) is { Length: > 0 } id && !id.StartsWith("sa-", StringComparison.Ordinal))
            Wrong(Account, $"{Account} must be the id of a service account, sa-….");
    }

    private void CheckTasks()
    {
        if (values.GetValueOrDefault(TasksMax) is not { } text)
            return;
        var isWhole = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var tasks);
        if (!isWhole || tasks < 1 || tasks > Limits.TasksPerConnector)
            Wrong(TasksMax, $"{TasksMax} must be a whole number from 1 to {Limits.TasksPerConnector}.");
    }

    private void CheckSizes()
    {
        foreach (var (field, value) in values)
        {
            if (field.StartsWith(ServiceNames.Own, StringComparison.Ordinal))
                Wrong(field, $"Names that begin with {ServiceNames.Own} are the system's own.");
            if (field.Length is 0 or > Limits.IdLength || value.Length > Limits.ConnectorSettingLength)
                Wrong(field, $"{Limits.ConnectorSettingLength} characters are the most that a value has.");
        }
        // Escapes count: this is what a row holds, twice while a change is under way.
        var length = values.Sum(v => Escaped(v.Key) + Escaped(v.Value));
        if (values.Count > Limits.ConnectorSettings || length > Limits.ConnectorConfigLength)
            Wrong(Name, $"A configuration has at most {Limits.ConnectorConfigLength} characters.");
        if (values.GetValueOrDefault(Name) is { Length: > 0 } name && !IsName(name))
            Wrong(Name, $"A name has at most {Limits.DisplayNameLength} letters, digits, dots, hyphens, underscores.");
    }

    private static int Escaped(string text) => JsonEncodedText.Encode(text).Value.Length;

    private static bool IsName(string name) =>
        name.Length <= Limits.DisplayNameLength
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '-' or '_')
        && name is not ("." or "..");

    private void Require(string field)
    {
        if (string.IsNullOrWhiteSpace(values.GetValueOrDefault(field)))
            Wrong(field, $"{field} is required.");
    }

    private void Wrong(string field, string what)
    {
        if (!Errors.TryGetValue(field, out var known))
            Errors[field] = known = [];
        known.Add(what);
    }
}
