using System.Text.Json;
using System.Text.Json.Serialization;
using Mothership.Domain;
using Mothership.Domain.Ports;

namespace Mothership.Stores.Idempotency;

/// <summary>An answer as bytes, before encryption.</summary>
internal static class AnswerFormat
{
    public static byte[] Write(StoredResponse response)
    {
        List<string[]> headers = [.. response.Headers.Select(h => new[] { h.Key, h.Value })];
        var bytes = JsonSerializer.SerializeToUtf8Bytes(
            new Answer(response.Status, headers, response.Body.ToArray()),
            AnswerJson.Default.Answer
        );
        if (bytes.Length > Limits.IdempotentResponseBytes)
            throw new InvalidOperationException($"An answer of {bytes.Length} bytes is too large to be kept.");
        return bytes;
    }

    public static StoredResponse Read(byte[] bytes)
    {
        var answer =
            JsonSerializer.Deserialize(bytes, AnswerJson.Default.Answer)
            ?? throw new InvalidOperationException("A kept answer is null.");
        return new(answer.Status, [.. answer.Headers.Select(h => KeyValuePair.Create(h[0], h[1]))], answer.Body);
    }
}

internal sealed record Answer(int Status, List<string[]> Headers, byte[] Body);

[JsonSerializable(typeof(Answer))]
internal sealed partial class AnswerJson : JsonSerializerContext;
