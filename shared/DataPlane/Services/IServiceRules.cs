using Mothership.DataPlane.Keys;
using Mothership.Domain.Services;

namespace Mothership.DataPlane.Services;

/// <summary>What is peculiar to a kind of service that is served.</summary>
internal interface IServiceRules
{
    /// <summary>The kind.</summary>
    ServiceKind Kind { get; }

    /// <summary>What it is called in messages.</summary>
    string Subject { get; }

    /// <summary>Whether a key is for a service at all; where not, the caller learns nothing.</summary>
    bool Opens(ResourceKey key, ServiceSite site);

    /// <summary>Refuses what a key that opens the service may not do all the same.</summary>
    /// <exception cref="DataPlaneException">It may not.</exception>
    void Check(ServiceRequest request, ResourceKey key);

    /// <summary>The request for the service: only what it has use for, and never the key.</summary>
    HttpRequestMessage Forward(ServiceRequest request);

    /// <summary>Makes an answer fit for the client.</summary>
    void Finish(ServiceRequest request, HttpResponseMessage answer);

    /// <summary>A refusal in the words of the service.</summary>
    HttpResponseMessage Refuse(ServiceRequest request, DataPlaneException refusal);
}
