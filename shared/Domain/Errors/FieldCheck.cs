namespace Mothership.Domain.Errors;

/// <summary>
/// Collects all that is wrong with the fields of a request, so that its sender can mend everything in one go.
/// </summary>
public sealed class FieldCheck
{
    private const string InvalidCode = "invalid_configuration";
    private readonly List<Fault> _faults = [];

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<Fault> Faults => _faults;

    /// <summary>A text that must be there, within a length, and free of control characters.</summary>
    /// <param name="value">What was sent.</param>
    /// <param name="pointer">Where, such as <c>/spec/display_name</c>.</param>
    /// <param name="maxLength">In UTF-16 units.</param>
    public FieldCheck Required(string? value, string pointer, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(value))
            return Add(pointer, $"{NameOf(pointer)} is required and must not be blank.");
        return Optional(value, pointer, maxLength);
    }

    /// <summary>A text that may be absent or empty, but is within a length and free of control characters.</summary>
    public FieldCheck Optional(string? value, string pointer, int maxLength)
    {
        if (value is null)
            return this;
        if (value.Length > maxLength)
            Add(pointer, $"{NameOf(pointer)} has at most {maxLength} characters; it has {value.Length}.");
        if (!IsPrintable(value))
            Add(pointer, $"{NameOf(pointer)} must not contain control characters or broken Unicode.");
        return this;
    }

    /// <summary>Anything else that must hold.</summary>
    public FieldCheck Must(bool holds, string pointer, string detail) => holds ? this : Add(pointer, detail);

    /// <summary>Takes over what another check has found.</summary>
    public FieldCheck Add(IEnumerable<Fault> faults)
    {
        _faults.AddRange(faults);
        return this;
    }

    /// <summary>Refuses the request when anything was found.</summary>
    /// <exception cref="MothershipException">Invalid, with all faults.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
            throw new MothershipException(ErrorKind.Invalid, _faults);
    }

    private FieldCheck Add(string pointer, string detail)
    {
        _faults.Add(new Fault(InvalidCode, detail, pointer));
        return this;
    }

    private static string NameOf(string pointer) => pointer[(pointer.LastIndexOf('/') + 1)..];

    private static bool IsPrintable(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsControl(value[i]))
                return false;
            if (!char.IsSurrogate(value[i]))
                continue;
            if (i + 1 >= value.Length || !char.IsSurrogatePair(value[i], value[i + 1]))
                return false;
            i++;
        }
        return true;
    }
}
