using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Mothership.SystemTests.Api.Support;

/// <summary>An answer with its body read.</summary>
internal sealed record Reply(HttpResponseMessage Message, string Text)
{
    internal HttpStatusCode Status => Message.StatusCode;

    internal JObject Json => ParseWithTextDates(Text);

    /// <summary>A text of the body by its path, such as <c>spec.environment.id</c>.</summary>
    internal string this[string path] =>
        (string?)Json.SelectToken(path) ?? throw new ShouldAssertException($"There is no {path} in {Text}");

    /// <summary>Pointers and parameters of all faults, in order.</summary>
    internal IReadOnlyList<string> Sources =>
        [
            .. Json.SelectTokens("errors[*]")
                .Select(e =>
                    (string?)e.SelectToken("source.pointer") ?? (string?)e.SelectToken("source.parameter") ?? ""
                )
                .Order(StringComparer.Ordinal),
        ];

    internal string Header(string name) =>
        Message.Headers.TryGetValues(name, out var values) || Message.Content.Headers.TryGetValues(name, out values)
            ? string.Join(",", values)
            : throw new ShouldAssertException($"There is no {name} in {Message}");

    internal bool HasHeader(string name) => Message.Headers.Contains(name) || Message.Content.Headers.Contains(name);

    private static JObject ParseWithTextDates(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }
}

/// <summary>Requests in one line.</summary>
internal static class ReplyExtensions
{
    /// <summary>The Authorization header of a key.</summary>
    internal static AuthenticationHeaderValue Basic(string id, string secret) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));

    internal static Task<Reply> ReadAsync(this HttpClient client, string path) =>
        client.CallAsync(HttpMethod.Get, path);

    internal static Task<Reply> PostJsonAsync(this HttpClient client, string path, object body, string? key = null) =>
        client.CallAsync(HttpMethod.Post, path, body, key is null ? [] : [("Idempotency-Key", key)]);

    internal static Task<Reply> PatchJsonAsync(
        this HttpClient client,
        string path,
        object body,
        string? ifMatch = null
    ) => client.CallAsync(HttpMethod.Patch, path, body, ifMatch is null ? [] : [("If-Match", ifMatch)]);

    internal static Task<Reply> RemoveAsync(this HttpClient client, string path, string? ifMatch = null) =>
        client.CallAsync(HttpMethod.Delete, path, null, ifMatch is null ? [] : [("If-Match", ifMatch)]);

    internal static async Task<Reply> CallAsync(
        this HttpClient client,
        HttpMethod method,
        string path,
        object? body = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
            request.Content = new ByteArrayContent(BytesOf(body))
            {
                Headers = { { "Content-Type", "application/json" } },
            };
        var response = await client.SendAsync(request);
        return new(response, await response.Content.ReadAsStringAsync());
    }

    private static byte[] BytesOf(object body) =>
        body switch
        {
            byte[] bytes => bytes,
            string text => Encoding.UTF8.GetBytes(text),
            JToken token => Encoding.UTF8.GetBytes(token.ToString(Formatting.None)),
            _ => Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(body)),
        };
}
