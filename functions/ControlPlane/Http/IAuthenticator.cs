using Mothership.Domain.Tenancy;

namespace Mothership.ControlPlane.Http;

/// <summary>Finds out who makes a request.</summary>
public interface IAuthenticator
{
    /// <summary>The principal that an Authorization header proves.</summary>
    /// <exception cref="Domain.Errors.MothershipException">Unauthenticated: there is none, or it is not
    /// good.</exception>
    Task<Principal> AuthenticateAsync(string? authorization, CancellationToken cancellation);
}
