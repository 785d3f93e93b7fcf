using Mothership.Domain.Identity;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.ControlPlane.Http;

/// <summary>Authenticates with API keys for the control plane.</summary>
internal sealed class KeyAuthenticator(IApiKeyStore keys, CredentialCache cache, TimeProvider time) : IAuthenticator
{
    public async Task<Principal> AuthenticateAsync(string? authorization, CancellationToken cancellation)
    {
        var credential = BasicCredential.Parse(authorization);
        if (!ApiKeyId.IsWellFormed(credential.KeyId))
            throw BasicCredential.InvalidKey();
        var id = new ApiKeyId(credential.KeyId);
        var stored = await cache.FindAsync(id, () => keys.FindCredentialAsync(id, cancellation));
        var now = time.GetUtcNow();
        var principal =
            ApiKeyCredential.Prove(stored, id, credential.Secret, now) ?? throw BasicCredential.InvalidKey();
        if (stored!.IsUseWorthRecording(now))
            await RecordUseAsync(principal, stored, now, cancellation);
        return principal;
    }

    private async Task RecordUseAsync(
        Principal principal,
        ApiKeyCredential credential,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await keys.RecordUseAsync(principal.Scope, credential.Id, now, cancellation);
        cache.NoteUse(credential, now);
    }
}
