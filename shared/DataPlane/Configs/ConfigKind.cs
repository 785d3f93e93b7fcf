using System.Globalization;

namespace Mothership.DataPlane.Configs;

/// <summary>What values a configuration takes.</summary>
public abstract record ConfigKind
{
    /// <summary>What is wrong with a value; null when nothing is.</summary>
    public abstract string? Fault(string value);

    /// <summary>Whole numbers of a range.</summary>
    public sealed record Whole(long Min, long Max, string TypeName) : ConfigKind
    {
        /// <inheritdoc/>
        public override string? Fault(string value) =>
            !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || number > Ceiling
            || number < -Ceiling - 1
                ? $"Not a number of type {TypeName}"
            : number < Min ? $"Value must be at least {Min}"
            : number > Max ? $"Value must be no more than {Max}"
            : null;

        private long Ceiling => TypeName == "INT" ? int.MaxValue : long.MaxValue;
    }

    /// <summary>A ratio from 0 to 1.</summary>
    public sealed record Ratio : ConfigKind
    {
        /// <inheritdoc/>
        public override string? Fault(string value) =>
            !decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? "Not a number of type DOUBLE"
            : number is < 0 or > 1 ? "Value must be from 0 to 1"
            : null;
    }

    /// <summary>True or false.</summary>
    public sealed record Flag : ConfigKind
    {
        /// <inheritdoc/>
        public override string? Fault(string value) =>
            value.Trim().ToLowerInvariant() is "true" or "false" ? null : "Expected value to be either true or false";
    }

    /// <summary>One of some words, or a list of them.</summary>
    public sealed record Words(IReadOnlyList<string> Known, bool IsList = false) : ConfigKind
    {
        /// <inheritdoc/>
        public override string? Fault(string value)
        {
            var given = IsList ? value.Split(',').Select(w => w.Trim()).ToArray() : [value];
            return given.Length > 0 && given.All(Known.Contains) && given.Distinct().Count() == given.Length
                ? null
                : $"String must be one of: {string.Join(", ", Known)}";
        }
    }

    /// <summary>Partitions and replicas, as <c>partition:node,…</c>, or <c>*</c>; may be empty.</summary>
    public sealed record Throttles : ConfigKind
    {
        /// <inheritdoc/>
        public override string? Fault(string value) =>
            value is "" or "*" || value.Split(',').All(IsPair)
                ? null
                : "Must be the literal '*' or a list of replicas in the form partition:node";

        private static bool IsPair(string text) =>
            text.Trim().Split(':') is [var partition, var node]
            && int.TryParse(partition, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && int.TryParse(node, NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }
}

/// <summary>A configuration that there is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Default">Its value when nobody sets it.</param>
/// <param name="Kind">What values it takes.</param>
/// <param name="IsReadOnly">Whether customers can't change it.</param>
public sealed record ConfigDefinition(string Name, string Default, ConfigKind Kind, bool IsReadOnly = false);
