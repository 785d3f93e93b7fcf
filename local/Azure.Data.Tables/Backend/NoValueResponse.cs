using Azure;

namespace Mothership.Local.Tables.Backend;

/// <summary>The answer for an entity that does not exist.</summary>
internal sealed class NoValueResponse<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value =>
        throw new InvalidOperationException($"The response of status {response.Status} has no value.");

    public override Response GetRawResponse() => response;
}
