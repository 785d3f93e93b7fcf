using Mothership.Domain.Ports;

namespace Mothership.Stores.Writing;

internal static class Preconditions
{
    /// <summary>Holds a record to the tag that a caller has seen; null is any.</summary>
    /// <exception cref="StaleWriteException">It is another.</exception>
    public static void Demand<T>(this Stored<T> stored, string? etag, string what)
    {
        if (etag is not null && etag != stored.ETag)
            throw new StaleWriteException(what);
    }
}
