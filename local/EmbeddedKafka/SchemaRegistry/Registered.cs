namespace Mothership.Local.EmbeddedKafka.SchemaRegistry;

/// <summary>A reference of one schema to another.</summary>
internal sealed record SchemaReference(string Name, string Subject, int Version);

/// <summary>A schema as it was sent.</summary>
internal sealed record SchemaText(string Type, string Text, IReadOnlyList<SchemaReference> References)
{
    public bool Equals(SchemaText? other) =>
        other is not null && Type == other.Type && Text == other.Text && References.SequenceEqual(other.References);

    public override int GetHashCode() => HashCode.Combine(Type, Text, References.Count);
}

/// <summary>A version of a subject.</summary>
internal sealed record SubjectVersion(string Subject, int Version, int Id, SchemaText Schema, bool IsDeleted = false);
