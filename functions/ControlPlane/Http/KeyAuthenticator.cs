using Mothership.Domain.Identity;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.ControlPlane.Http;

/// <summary>Authenticates with API keys for the control plane.</summary>
internal sealed class KeyAuthenticator(IApiKeyStore keys, TimeProvider time) : IAuthenticator
{
    public async Task<Principal> AuthenticateAsync(string? authorization, CancellationToken cancellation)
    {
        var credential = BasicCredential.Parse(authorization);
        if (!ApiKeyId.IsWellFormed(credential.KeyId))
            throw BasicCredential.InvalidKey();
        var id = new ApiKeyId(credential.KeyId);
        var stored = await keys.FindCredentialAsync(id, cancellation);
        var now = time.GetUtcNow();
        var principal =
            ApiKeyCredential.Prove(stored, id, credential.Secret, now) ?? throw BasicCredential.InvalidKey();
        if (stored!.IsUseWorthRecording(now))
            await keys.RecordUseAsync(principal.Scope, id, now, cancellation);
        return principal;
    }
}
