namespace Mothership.Domain.Ids;

/// <summary>Where randomness comes from, so that tests can make it repeatable.</summary>
public interface IIdSource
{
    /// <summary>Fills <paramref name="bytes"/> with bytes that nobody can guess.</summary>
    void Fill(Span<byte> bytes);
}
