using System.Diagnostics.CodeAnalysis;

namespace Mothership.Bus.Records;

/// <summary>Why a message can't be understood.</summary>
/// <param name="Reason">Stable code: one of <see cref="ParseReasons"/>.</param>
/// <param name="Detail">For people: which part, and what is wrong with it.</param>
public sealed record ParseFailure(string Reason, string Detail);

/// <summary>The reasons why a message can't be understood.</summary>
public static class ParseReasons
{
    /// <summary>The format version is not one that this code reads.</summary>
    public const string UnknownVersion = "unknown_version";

    /// <summary>The value is not of the kind that belongs on the topic.</summary>
    public const string UnknownKind = "unknown_kind";

    /// <summary>A header that every message has is not there or not readable.</summary>
    public const string BadHeader = "bad_header";

    /// <summary>The value is not a protobuf message: cut off or damaged.</summary>
    public const string InvalidProtobuf = "invalid_protobuf";

    /// <summary>A field that must be there is not.</summary>
    public const string MissingField = "missing_field";

    /// <summary>A field has a value that it can't have.</summary>
    public const string InvalidField = "invalid_field";

    /// <summary>Headers and value contradict each other.</summary>
    public const string HeaderMismatch = "header_mismatch";
}

/// <summary>The outcome of reading a message: a value, or the reason why there is none. Reading never throws.</summary>
public sealed class Parsed<T>
    where T : class
{
    private Parsed(T? value, ParseFailure? failure) => (Value, Failure) = (value, failure);

    /// <summary>What was read; null when that failed.</summary>
    public T? Value { get; }

    /// <summary>Why it failed; null when it did not.</summary>
    public ParseFailure? Failure { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Failure is null;

    internal static Parsed<T> Of(T value) => new(value, null);

    internal static Parsed<T> Failed(ParseFailure failure) => new(null, failure);
}
