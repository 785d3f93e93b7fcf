namespace Mothership.Domain.Ports;

/// <summary>A value as a store holds it, with the tag that a conditional write of it needs.</summary>
public sealed record Stored<T>(T Value, string ETag);

/// <summary>One page of a list.</summary>
/// <param name="Items">In the order of their ids.</param>
/// <param name="Next">Opaque; where the next page begins. Null on the last page.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Which page to read.</summary>
/// <param name="Size">1 to <see cref="Limits.MaxPageSize"/>.</param>
/// <param name="Token">What <see cref="PageOf{T}.Next"/> said; null for the first page.</param>
public sealed record PageRequest(int Size, string? Token);

/// <summary>
/// The row was changed by somebody else between the read and the write. Read it again and decide anew.
/// </summary>
public sealed class StaleWriteException(string what, Exception? inner = null)
    : Exception($"{what} was changed by somebody else in between.", inner);
