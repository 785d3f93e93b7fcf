namespace Mothership.InfraTests.Parser;

/// <summary>
/// A variable's type, as far as it is needed to see whether an argument can be meant for it.
/// </summary>
/// <param name="Name"><c>string</c>, <c>object</c>, <c>list</c>, …</param>
/// <param name="Attributes">An object's attributes.</param>
/// <param name="Element">What a collection is of.</param>
/// <param name="IsOptional">Whether an attribute may be left out.</param>
internal sealed record TypeExpression(
    string Name,
    IReadOnlyDictionary<string, TypeExpression> Attributes,
    TypeExpression? Element,
    bool IsOptional
)
{
    private static readonly IReadOnlyDictionary<string, TypeExpression> None = new Dictionary<string, TypeExpression>();

    /// <summary>Any type.</summary>
    public static TypeExpression Any { get; } = new("any", None, null, false);

    /// <summary>Reads what is written, such as <c>object({ a = optional(string, "x") })</c>.</summary>
    /// <exception cref="FormatException">It is no type.</exception>
    public static TypeExpression Parse(string text)
    {
        var reader = new Reader(text);
        var type = reader.Type();
        return reader.IsAtEnd ? type : throw new FormatException($"'{text}' is no type.");
    }

    /// <summary>What a path of attributes and indexes leads to; null where there is nothing of that name.</summary>
    public TypeExpression? At(IEnumerable<string> path) =>
        path.Aggregate(
            (TypeExpression?)this,
            (type, part) =>
                type switch
                {
                    null => null,
                    { Name: "object" } => type.Attributes.GetValueOrDefault(part),
                    { Element: { } element } => element,
                    { Name: "any" } => Any,
                    _ => null,
                }
        );

    private sealed class Reader(string text)
    {
        private int _at;

        public bool IsAtEnd
        {
            get
            {
                SkipSpace();
                return _at == text.Length;
            }
        }

        public TypeExpression Type()
        {
            var name = Word();
            if (!TryTake('('))
                return new(name, None, null, false);
            var type = name switch
            {
                "object" => new TypeExpression(name, Attributes(), null, false),
                "optional" => Optional(),
                _ => new TypeExpression(name, None, Type(), false),
            };
            Take(')');
            return type;
        }

        private TypeExpression Optional()
        {
            var type = Type() with { IsOptional = true };
            if (TryTake(','))
                SkipDefault();
            return type;
        }

        private Dictionary<string, TypeExpression> Attributes()
        {
            var attributes = new Dictionary<string, TypeExpression>();
            Take('{');
            while (!TryTake('}'))
            {
                var name = Word();
                Take('=');
                attributes.Add(name, Type());
                TryTake(',');
            }
            return attributes;
        }

        // Up to the parenthesis that closes optional(…).
        private void SkipDefault()
        {
            for (var depth = 0; depth > 0 || text[_at] != ')'; _at++)
                depth += text[_at] switch
                {
                    '(' or '[' or '{' => 1,
                    ')' or ']' or '}' => -1,
                    _ => 0,
                };
        }

        private string Word()
        {
            SkipSpace();
            var start = _at;
            while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '-'))
                _at++;
            return _at > start ? text[start.._at] : throw new FormatException($"'{text}' is no type (at {_at}).");
        }

        private bool TryTake(char c)
        {
            SkipSpace();
            if (_at == text.Length || text[_at] != c)
                return false;
            _at++;
            return true;
        }

        private void Take(char c)
        {
            if (!TryTake(c))
                throw new FormatException($"'{text}' is no type: '{c}' is missing at {_at}.");
        }

        private void SkipSpace()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
                _at++;
        }
    }
}
