using System.Globalization;
using Mothership.Local.Tables.Backend;
using Mothership.Local.Tables.Entities;

namespace Mothership.Local.Tables.Filters;

internal enum TokenKind
{
    End,
    Open,
    Close,
    Word,
    Literal,
}

/// <summary>One token; words are names and operators, literals carry their value.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, EdmValue Value, int At);

/// <summary>Cuts a filter into tokens.</summary>
internal sealed class FilterLexer(string text)
{
    private int _at;

    public Token Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
        var start = _at;
        if (start == text.Length)
            return new(TokenKind.End, "", default, start);
        return text[start] switch
        {
            '(' => Punctuation(TokenKind.Open, "("),
            ')' => Punctuation(TokenKind.Close, ")"),
            '\'' => new(TokenKind.Literal, "", EdmValue.Of(Quoted()), start),
            '-' or (>= '0' and <= '9') => new(TokenKind.Literal, "", Number(), start),
            var c when char.IsLetter(c) || c == '_' => Word(),
            var c => throw Error($"unexpected '{c}'"),
        };
    }

    public FilterException Error(string why, int? at = null) => new($"{why} at {at ?? _at} in the filter '{text}'");

    private Token Punctuation(TokenKind kind, string mark)
    {
        var start = _at++;
        return new(kind, mark, default, start);
    }

    private Token Word()
    {
        var start = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '.'))
            _at++;
        var word = text[start.._at];
        if (_at < text.Length && text[_at] == '\'')
            return new(TokenKind.Literal, word, Prefixed(word, Quoted()), start);
        return word switch
        {
            "true" => new(TokenKind.Literal, word, EdmValue.Of(true), start),
            "false" => new(TokenKind.Literal, word, EdmValue.Of(false), start),
            "NaN" => new(TokenKind.Literal, word, EdmValue.Of(double.NaN), start),
            "INF" or "Infinity" => new(TokenKind.Literal, word, EdmValue.Of(double.PositiveInfinity), start),
            _ => new(TokenKind.Word, word, default, start),
        };
    }

    // A quote within the text is doubled.
    private string Quoted()
    {
        var content = new System.Text.StringBuilder();
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] != '\'')
                content.Append(text[_at]);
            else if (_at + 1 < text.Length && text[_at + 1] == '\'')
                content.Append(text[++_at]);
            else
            {
                _at++;
                return content.ToString();
            }
        }
        throw Error("the text is not closed");
    }

    private EdmValue Prefixed(string prefix, string content)
    {
        try
        {
            return prefix.ToLowerInvariant() switch
            {
                "datetime" => EdmValue.Of(EdmText.ParseTime(content)),
                "guid" => EdmValue.Of(Guid.Parse(content)),
                "x" or "binary" => EdmValue.Of(Convert.FromHexString(content)),
                _ => throw Error($"unknown literal {prefix}''"),
            };
        }
        catch (FormatException)
        {
            throw Error($"'{content}' is no {prefix}");
        }
    }

    private EdmValue Number()
    {
        var start = _at++;
        while (_at < text.Length && IsNumberPart(text[_at], text[_at - 1]))
            _at++;
        var number = text.AsSpan(start, _at - start);
        if (number is "-" && text.AsSpan(_at).StartsWith("INF"))
        {
            _at += 3;
            return EdmValue.Of(double.NegativeInfinity);
        }
        return Suffix() switch
        {
            'L' when long.TryParse(number, CultureInfo.InvariantCulture, out var x) => EdmValue.Of(x),
            'D' when TryDouble(number, out var x) => EdmValue.Of(x),
            '\0' when int.TryParse(number, CultureInfo.InvariantCulture, out var x) => EdmValue.Of(x),
            '\0' when number.IndexOfAny('.', 'e', 'E') >= 0 && TryDouble(number, out var x) => EdmValue.Of(x),
            _ => throw Error($"'{number}' is no number of its type (a 64 bit number ends with L)"),
        };
    }

    private static bool TryDouble(ReadOnlySpan<char> number, out double value) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static bool IsNumberPart(char c, char before) =>
        char.IsAsciiDigit(c) || c is '.' or 'e' or 'E' || (c is '+' or '-' && before is 'e' or 'E');

    private char Suffix()
    {
        if (_at == text.Length || !char.IsLetter(text[_at]))
            return '\0';
        return char.ToUpperInvariant(text[_at++]);
    }
}

/// <summary>A filter that the service would not take.</summary>
internal sealed class FilterException(string message, bool isUnsupported = false) : Exception(message)
{
    public TableError ToError() =>
        isUnsupported ? TableError.NotImplemented(Message) : TableError.InvalidInput(Message);
}
