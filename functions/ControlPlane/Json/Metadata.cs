namespace Mothership.ControlPlane.Json;

/// <summary>The metadata of an object.</summary>
/// <param name="Self">Its address.</param>
/// <param name="ResourceName">Its resource name.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="UpdatedAt">UTC.</param>
/// <param name="DeletedAt">UTC; when its deletion was asked for.</param>
internal sealed record ObjectMetadata(
    string Self,
    string? ResourceName,
    DateTime? CreatedAt,
    DateTime? UpdatedAt,
    DateTime? DeletedAt = null
);

/// <summary>
/// The metadata of a list: addresses of pages. No next on the last one, because some clients refuse an empty one.
/// </summary>
internal sealed record ListMetadata(string First, string? Next);

/// <summary>A page of a list.</summary>
internal sealed record ListBody<T>(string ApiVersion, string Kind, ListMetadata Metadata, IReadOnlyList<T> Data);

/// <summary>A reference to an object.</summary>
internal sealed record ReferenceBody(
    string Id,
    string Related,
    string ResourceName,
    string? ApiVersion = null,
    string? Kind = null
);
