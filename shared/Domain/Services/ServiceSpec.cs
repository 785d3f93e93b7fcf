namespace Mothership.Domain.Services;

/// <summary>What is wanted of a service. Two are equal when all their texts are.</summary>
/// <param name="Units">Tasks, CSUs; 1 where the kind has no size.</param>
/// <param name="Settings">By names that the kind defines; a connector's are its configuration without secrets.</param>
/// <param name="Secrets">What the service calls a secret, and the secret's name in the vault. Never a value.</param>
public sealed record ServiceSpec(
    int Units,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyDictionary<string, string> Secrets
)
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>One without settings and secrets.</summary>
    public static ServiceSpec OfUnits(int units) => new(units, None, None);

    /// <inheritdoc/>
    public bool Equals(ServiceSpec? other) =>
        other is not null && Units == other.Units && Same(Settings, other.Settings) && Same(Secrets, other.Secrets);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Units, Settings.Count, Secrets.Count);

    private static bool Same(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(p => other.TryGetValue(p.Key, out var value) && value == p.Value);
}
