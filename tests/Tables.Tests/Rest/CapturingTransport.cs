using Azure.Core;
using Azure.Core.Pipeline;

namespace Mothership.Tables.Tests.Rest;

/// <summary>
/// Answers requests as told and keeps what was sent. The answers are used in turn; the last one for all that follow.
/// </summary>
public sealed class CapturingTransport(params Func<Request, MockAnswer>[] answers) : HttpPipelineTransport
{
    public List<Sent> Requests { get; } = [];

    public override Request CreateRequest() => new HttpClientTransport().CreateRequest();

    public override void Process(HttpMessage message)
    {
        using var body = new MemoryStream();
        message.Request.Content?.WriteTo(body, default);
        var headers = message.Request.Headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase);
        Requests.Add(
            new(
                message.Request.Method.Method,
                message.Request.Uri.ToUri(),
                headers,
                System.Text.Encoding.UTF8.GetString(body.ToArray())
            )
        );
        message.Response = answers[Math.Min(Requests.Count, answers.Length) - 1](message.Request);
    }

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        Process(message);
        return default;
    }
}

/// <summary>A request as it went out.</summary>
public sealed record Sent(string Method, Uri Uri, Dictionary<string, string> Headers, string Body);
