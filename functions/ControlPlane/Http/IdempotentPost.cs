using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Routing;
using Mothership.Domain;
using Mothership.Domain.Errors;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.ControlPlane.Http;

/// <summary>What a handler that creates something has to go by.</summary>
/// <param name="ResourceId">The id that the new resource gets.</param>
/// <param name="Seed">For a secret that is shown once: the same for every repetition. Null when the request can't be
/// repeated.</param>
internal sealed record PostClaim(string ResourceId, byte[]? Seed)
{
    /// <summary>Whether the resource may be there already, made by an earlier try of the same request.</summary>
    internal bool MayExist => Seed is not null;
}

/// <summary>Gives a POST with an Idempotency-Key one effect and one answer, however often it is sent.</summary>
public sealed class IdempotentPost(IIdempotencyStore store)
{
    private const string Header = "Idempotency-Key";

    /// <summary>
    /// Runs <paramref name="work"/> unless its answer is known. What is wrong with a request must be found before, so
    /// that a refused one can be mended and sent again under its key.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body: the same key with other bytes, or another path, is refused.</param>
    /// <param name="proposedId">The id for the new resource, should this request be the first with its key.</param>
    /// <param name="work">Creates the resource; may be run several times for one claim.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <param name="of">Whose keys these are; null for the caller's organisation.</param>
    internal async Task<Answer> RunAsync(
        HttpRequest request,
        RequestBody body,
        string proposedId,
        Func<PostClaim, Task<Answer>> work,
        CancellationToken cancellation,
        TenantScope? of = null
    )
    {
        if (Read(request, body) is not { } idempotent)
            return await work(new(proposedId, null));
        var tenant = of ?? request.Scope().Tenant;
        var claim = await store.ClaimAsync(tenant, idempotent, proposedId, cancellation);
        if (claim.Response is { } known)
            return Repeat(known);
        var answer = await work(new(claim.ResourceId, [.. claim.Seed]));
        var response = new StoredResponse(answer.Status, answer.Headers, answer.Body);
        return Repeat(await store.CompleteAsync(tenant, idempotent, response, cancellation));
    }

    private static Answer Repeat(StoredResponse response) => new(response.Status, response.Body, response.Headers);

    private static IdempotentRequest? Read(HttpRequest request, RequestBody body)
    {
        var sent = request.Headers[Header];
        if (sent.Count == 0)
            return null;
        if (
            sent is not [{ Length: > 0 and <= Limits.IdempotencyKeyLength } key]
            || !key.All(c => c is > ' ' and <= '~')
        )
            throw new MothershipException(
                ErrorKind.Malformed,
                "invalid_header",
                $"{Header} is given once and has 1 to {Limits.IdempotencyKeyLength} visible ASCII characters.",
                parameter: Header
            );
        var route = $"{request.Method} /{request.Scope().Route!.Route.Template}";
        // The path has ids in it that the route's template has not.
        var path = Encoding.UTF8.GetBytes($"{AliasFunctions.WithoutPrefix(request.Path)}\n");
        return new(route, key, Convert.ToHexStringLower(SHA256.HashData([.. path, .. body.Bytes.Span])));
    }
}
