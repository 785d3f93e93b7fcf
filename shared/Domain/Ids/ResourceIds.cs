using Mothership.Domain.Services;

namespace Mothership.Domain.Ids;

/// <summary>An organisation: a UUID in its lower-case text form.</summary>
public readonly record struct OrganizationId(string Value)
{
    /// <summary>A new random one.</summary>
    public static OrganizationId New(IIdSource source)
    {
        Span<byte> bytes = stackalloc byte[16];
        source.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(new Guid(bytes, bigEndian: true).ToString());
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>An environment: <c>env-</c> and six or more of [0-9a-z].</summary>
public readonly record struct EnvironmentId(string Value)
{
    /// <summary>A new random one.</summary>
    public static EnvironmentId New(IIdSource source) => new(PrefixedId.New("env-", source));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A Kafka cluster: <c>lkc-</c> and six or more of [0-9a-z].</summary>
public readonly record struct ClusterId(string Value)
{
    /// <summary>A new random one.</summary>
    public static ClusterId New(IIdSource source) => new(PrefixedId.New("lkc-", source));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>
/// A long-running operation: <c>op-</c>, the resource's own part and the generation that it brings about.
/// </summary>
public readonly record struct OperationId(string Value)
{
    /// <summary>
    /// The operation that brings a cluster to a generation. Deterministic, so that starting it twice starts one.
    /// </summary>
    public static OperationId For(ClusterId cluster, long generation) => For(cluster.Value, generation);

    /// <summary>The operation that brings a service to a generation, by the same rule.</summary>
    public static OperationId For(ServiceId service, long generation) => For(service.Value, generation);

    private static OperationId For(string resource, long generation) =>
        new($"op-{resource.AsSpan(resource.IndexOf('-') + 1)}-{generation}");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
