using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace Mothership.Local.Tables.Backend;

/// <summary>
/// Reads the service's error body; in a batch the text begins with the index of the action that failed.
/// </summary>
internal sealed class TablesErrorParser : RequestFailedDetailsParser
{
    public static readonly TablesErrorParser Instance = new();

    public override bool TryParse(
        Response response,
        [NotNullWhen(true)] out ResponseError? error,
        out IDictionary<string, string>? data
    )
    {
        (error, data) = (null, null);
        if (response.ContentStream is not MemoryStream { Length: > 0 } content)
            return false;
        try
        {
            content.Position = 0;
            using var document = JsonDocument.Parse(content);
            error = Read(document.RootElement, out data);
        }
        catch (JsonException)
        {
            // Something on the way answered instead of the service; the status alone has to do.
            return false;
        }
        finally
        {
            content.Position = 0;
        }
        return error is not null;
    }

    private static ResponseError? Read(JsonElement root, out IDictionary<string, string>? data)
    {
        data = null;
        if (Member(root, "odata.error") is not { ValueKind: JsonValueKind.Object } body)
            return null;
        var code = Text(Member(body, "code"));
        var text = Text(Member(Member(body, "message"), "value")) ?? "";
        if (FailedIndex(text) is { } index)
        {
            data = new Dictionary<string, string>
            {
                [TableTransactionFailedException.FailedIndexKey] = index.ToString(CultureInfo.InvariantCulture),
            };
        }
        return new ResponseError(code, text);
    }

    private static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static int? FailedIndex(string text) =>
        text.IndexOf(':') is > 0 and var colon
        && int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;
}
