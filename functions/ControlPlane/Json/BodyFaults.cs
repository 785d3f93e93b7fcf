using Mothership.Domain.Errors;

namespace Mothership.ControlPlane.Json;

/// <summary>All that is wrong with a request, so that its sender can mend everything in one go.</summary>
internal sealed class BodyFaults
{
    private readonly List<Fault> _faults = [];
    private bool _malformed;

    /// <summary>Something of the wrong type: the whole request is then malformed.</summary>
    internal void WrongType(string pointer, string expected)
    {
        _malformed = true;
        _faults.Add(new Fault("invalid_type", $"{Name(pointer)} must be {expected}.", pointer));
    }

    /// <summary>A query parameter or header that can't be read.</summary>
    internal void WrongParameter(string parameter, string detail)
    {
        _malformed = true;
        _faults.Add(new Fault("invalid_filter", detail, Parameter: parameter));
    }

    /// <summary>Something of the right type with a value that is not acceptable.</summary>
    internal void Invalid(string pointer, string detail) =>
        _faults.Add(new Fault("invalid_configuration", detail, pointer));

    /// <summary>Takes over what the domain has found, but where a wrong type has been found already.</summary>
    internal void Merge(IEnumerable<Fault> faults) =>
        _faults.AddRange([.. faults.Where(f => !_faults.Exists(known => known.Pointer == f.Pointer))]);

    /// <summary>
    /// Refuses the request when anything was found: 400 when it can't be read, 422 when its values are not acceptable.
    /// </summary>
    internal void ThrowIfAny()
    {
        if (_faults.Count > 0)
            throw new MothershipException(_malformed ? ErrorKind.Malformed : ErrorKind.Invalid, [.. _faults]);
    }

    private static string Name(string pointer) =>
        pointer.Length == 0 ? "The body" : pointer[(pointer.LastIndexOf('/') + 1)..];
}
