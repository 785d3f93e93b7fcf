namespace Mothership.Bus.Records;

/// <summary>
/// The headers of a message where they lie, whatever consumer brought them: implemented by structs, so that looking at
/// headers copies nothing.
/// </summary>
public interface IHeaderSource
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>The name of one.</summary>
    string NameAt(int index);

    /// <summary>The bytes of one; empty when it has none.</summary>
    ReadOnlySpan<byte> ValueAt(int index);
}
