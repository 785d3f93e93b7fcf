using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mothership.Local.Demo;

/// <summary>An answer of the API: its body, and the operation that it started.</summary>
internal sealed record Answer(JsonNode? Body, string? Operation);

/// <summary>
/// The local cloud that runs on a state folder: its API as a customer, its clock as the one who owns the machine.
/// </summary>
internal sealed class RunningCloud : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly HttpClient _api;
    private readonly HttpClient _admin;
    private readonly string _hostKey;

    /// <summary>Its folder.</summary>
    public string State { get; }

    private RunningCloud(string state, string api, string admin, string hostKey, string adminToken)
    {
        State = state;
        _api = new HttpClient { BaseAddress = new Uri(api.TrimEnd('/') + "/") };
        _admin = new HttpClient { BaseAddress = new Uri(admin.TrimEnd('/') + "/") };
        _admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", adminToken);
        _hostKey = hostKey;
    }

    public static RunningCloud Find(string state)
    {
        var running = Read(Path.Combine(state, "mothership.json"));
        var keys = Read(Path.Combine(state, "host.keys"));
        return new RunningCloud(
            state,
            Text(running, "baseAddress"),
            Text(running, "adminAddress"),
            Text(keys, "hostKey"),
            Text(keys, "adminToken")
        );
    }

    /// <summary>Makes an organisation and goes on as its first user.</summary>
    public async Task SignUpAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "fleet/v1/organizations")
        {
            Content = JsonContent.Create(new { display_name = "Tour" }),
        };
        request.Headers.Add("x-functions-key", _hostKey);
        using var response = await _api.SendAsync(request);
        var body = await BodyAsync(response);
        var credential = $"{body!["api_key"]!["id"]}:{body["api_key"]!["spec"]!["secret"]}";
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes(credential));
        _api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", basic);
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await _api.GetAsync(path);
        return await BodyAsync(response) ?? throw new TourFailedException($"GET {path} answered nothing");
    }

    /// <summary>An answer that is not JSON.</summary>
    public async Task<string> GetTextAsync(string path)
    {
        using var response = await _api.GetAsync(path);
        return response.IsSuccessStatusCode
            ? await response.Content.ReadAsStringAsync()
            : throw new TourFailedException($"GET {path} answered {(int)response.StatusCode}");
    }

    public async Task<int> StatusAsync(string path)
    {
        using var response = await _api.GetAsync(path);
        return (int)response.StatusCode;
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, JsonNode? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var response = await _api.SendAsync(request);
        var operation = response.Headers.TryGetValues("Operation-Location", out var values)
            ? values.Single()
            : response.Headers.Location?.ToString();
        return new Answer(await BodyAsync(response), operation);
    }

    /// <summary>Waits until an operation is final, and accepts no other end than success.</summary>
    public async Task AwaitOperationAsync(string location)
    {
        var operation = await PollAsync(
            $"operation {location}",
            async () => await GetAsync(location) is { } read && IsFinal(read) ? read : null
        );
        if (Text(operation["status"]!, "phase") != "SUCCEEDED")
            throw new TourFailedException($"operation {location} ended as {operation["status"]!.ToJsonString()}");
    }

    public async Task<T> PollAsync<T>(string what, Func<Task<T?>> read)
        where T : class
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < Patience)
        {
            if (await read() is { } found)
                return found;
            await Task.Delay(Pause);
        }
        throw new TourFailedException($"{what} did not come within {Patience.TotalSeconds:0} s");
    }

    public async Task<DateTimeOffset> NowAsync() =>
        DateTimeOffset.Parse(Text((await _admin.GetFromJsonAsync<JsonNode>("clock"))!, "now"));

    public Task AdvanceAsync(TimeSpan by) => MoveClockAsync(new { by = by.ToString("c") });

    public Task AdvanceToAsync(DateTimeOffset to) => MoveClockAsync(new { to = to.ToString("O") });

    public void Dispose()
    {
        _api.Dispose();
        _admin.Dispose();
    }

    private async Task MoveClockAsync(object by)
    {
        using var response = await _admin.PostAsJsonAsync("clock/advance", by);
        await BodyAsync(response);
    }

    private static bool IsFinal(JsonNode operation) =>
        Text(operation["status"]!, "phase") is "SUCCEEDED" or "FAILED" or "SUPERSEDED";

    private static async Task<JsonNode?> BodyAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
        {
            var request = response.RequestMessage!;
            throw new TourFailedException(
                $"{request.Method} {request.RequestUri} answered {(int)response.StatusCode}: {text}"
            );
        }
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    private static JsonNode Read(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path))!;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new TourFailedException(
                $"no local cloud runs on {Path.GetDirectoryName(path)}: start one with ./dev up"
            );
        }
    }

    private static string Text(JsonNode node, string field) =>
        node[field]?.GetValue<string>()
        ?? throw new TourFailedException($"'{field}' is missing in {node.ToJsonString()}");
}
