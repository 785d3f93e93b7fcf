namespace Mothership.Domain.Errors;

/// <summary>
/// The product's one error type: a kind, the faults that the customer may read, and, apart from them, a text for the
/// operator that never leaves the system.
/// </summary>
public sealed class MothershipException : Exception
{
    /// <summary>An error with one or more faults.</summary>
    /// <param name="kind">What sort of failure it is.</param>
    /// <param name="faults">All that is wrong, at least one.</param>
    /// <param name="operatorDetail">Context for logs only.</param>
    /// <param name="inner">The cause.</param>
    public MothershipException(
        ErrorKind kind,
        IReadOnlyList<Fault> faults,
        string? operatorDetail = null,
        Exception? inner = null
    )
        : base(operatorDetail ?? string.Join("; ", faults.Select(f => f.Detail)), inner)
    {
        ArgumentOutOfRangeException.ThrowIfZero(faults.Count);
        Kind = kind;
        Faults = faults;
    }

    /// <summary>An error with one fault.</summary>
    public MothershipException(
        ErrorKind kind,
        string code,
        string detail,
        string? pointer = null,
        string? parameter = null,
        string? operatorDetail = null
    )
        : this(kind, [new Fault(code, detail, pointer, parameter)], operatorDetail) { }

    /// <summary>What sort of failure it is.</summary>
    public ErrorKind Kind { get; }

    /// <summary>All that is wrong; never empty.</summary>
    public IReadOnlyList<Fault> Faults { get; }
}
