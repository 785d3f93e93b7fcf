namespace Mothership.DataPlane.Keys;

/// <summary>An API key of a resource as a region knows it: everything but the secret.</summary>
/// <param name="Id">The public half.</param>
/// <param name="Resource">What it opens: <c>lkc-…</c>, <c>lsrc-…</c>, <c>lksqlc-…</c>.</param>
/// <param name="Environment"><c>env-…</c> that the resource is in.</param>
/// <param name="Owner">On whose behalf it acts: <c>u-…</c>, <c>sa-…</c>.</param>
/// <param name="SecretName">The secret's name in the vault.</param>
public sealed record ResourceKey(string Id, string Resource, string Environment, string Owner, string SecretName)
{
    /// <summary>As ACLs name its owner.</summary>
    public string Principal => $"User:{Owner}";

    /// <summary>Whether its owner is a person, who may do everything on the organisation's clusters.</summary>
    public bool IsOfUser => Owner.StartsWith("u-", StringComparison.Ordinal);
}

/// <summary>The keys that a region's operator has made credentials of: those that are ready, and no others.</summary>
public interface IKeyBook
{
    /// <summary>The operator that it is a part of: <c>embedded</c>, <c>strimzi</c>.</summary>
    string Name { get; }

    /// <summary>One by its public half; null when there is none.</summary>
    Task<ResourceKey?> FindAsync(string key, CancellationToken cancellation);
}
