using Mothership.Domain.Ports;

namespace Mothership.Orchestrations.Records;

/// <summary>Reads, decides and writes, anew when somebody else was faster.</summary>
internal static class Edits
{
    private const int MaxCollisions = 20;

    /// <returns>The record as it is now; null when there is none.</returns>
    public static async Task<T?> RunAsync<T, TDecision>(
        Func<Task<Stored<T>?>> find,
        Func<T, TDecision?> decide,
        Func<TDecision, string, Task<Stored<T>>> save
    )
        where T : class
        where TDecision : class
    {
        for (var collisions = 0; ; collisions++)
        {
            if (await find() is not { } stored)
                return null;
            if (decide(stored.Value) is not { } decision)
                return stored.Value;
            try
            {
                return (await save(decision, stored.ETag)).Value;
            }
            catch (StaleWriteException) when (collisions < MaxCollisions) { }
        }
    }
}
