using Mothership.Local.Tables.Entities;

namespace Mothership.Local.Tables.Filters;

/// <summary>
/// Parses the part of OData that the Table service implements: eq ne gt ge lt le, and or not, parentheses, literals.
/// At most 15 comparisons, as the service documents. Functions and arithmetic are recognised and refused.
/// </summary>
internal sealed class FilterParser
{
    private const int MaxComparisons = 15;
    private const int MaxDepth = 200;
    private readonly FilterLexer _lexer;
    private Token _token;
    private int _comparisons;
    private int _depth;

    private FilterParser(string text)
    {
        _lexer = new FilterLexer(text);
        _token = _lexer.Next();
    }

    /// <exception cref="FilterException">The text is not a filter that the service takes.</exception>
    public static FilterNode Parse(string text)
    {
        var parser = new FilterParser(text);
        var node = parser.Or();
        return parser._token.Kind == TokenKind.End ? node : throw parser.Unexpected();
    }

    private FilterNode Or()
    {
        if (++_depth > MaxDepth)
            throw _lexer.Error("the filter is nested too deeply");
        var node = And();
        while (TryWord("or"))
            node = new OrNode(node, And());
        _depth--;
        return node;
    }

    private FilterNode And()
    {
        var node = Unary();
        while (TryWord("and"))
            node = new AndNode(node, Unary());
        return node;
    }

    private FilterNode Unary()
    {
        var negations = 0;
        while (TryWord("not"))
            negations++;
        var node = _token.Kind == TokenKind.Open ? Parenthesis() : Comparison();
        return negations % 2 == 0 ? node : new NotNode(node);
    }

    private FilterNode Parenthesis()
    {
        Advance();
        var node = Or();
        if (_token.Kind != TokenKind.Close)
            throw Unexpected();
        Advance();
        // (Flag) eq true: an operand in parentheses, which the official LINQ translation produces for conversions.
        if (node is CompareNode { Operator: FilterOperator.Equal } bare && IsTrue(bare) && TryOperator() is { } op)
            return WithLiteral(bare.Property, op);
        return node;
    }

    private static bool IsTrue(CompareNode node) => node.Literal is { Type: EdmType.Boolean } v && v.AsBoolean();

    private FilterNode Comparison()
    {
        if (_token.Kind == TokenKind.Literal)
            return LiteralFirst();
        if (_token.Kind != TokenKind.Word)
            throw Unexpected();
        var property = _token.Text;
        Advance();
        if (_token.Kind == TokenKind.Open)
            throw new FilterException($"the function '{property}' in a filter", true);
        if (TryOperator() is { } op)
            return WithLiteral(property, op);
        return Count(new CompareNode(property, FilterOperator.Equal, EdmValue.Of(true)));
    }

    private FilterNode LiteralFirst()
    {
        var literal = _token.Value;
        Advance();
        if (TryOperator() is not { } op)
            return literal.Type == EdmType.Boolean ? new ConstantNode(literal.AsBoolean()) : throw Unexpected();
        if (_token.Kind != TokenKind.Word)
            throw Unexpected();
        var node = new CompareNode(_token.Text, op.Mirrored(), literal);
        Advance();
        return Count(node);
    }

    private CompareNode WithLiteral(string property, FilterOperator op)
    {
        if (_token.Kind == TokenKind.Word && _token.Text != "null")
            throw new FilterException($"comparing '{property}' with another property", true);
        if (_token.Kind != TokenKind.Literal)
            throw Unexpected();
        var node = new CompareNode(property, op, _token.Value);
        Advance();
        return Count(node);
    }

    private CompareNode Count(CompareNode node)
    {
        if (++_comparisons > MaxComparisons)
            throw _lexer.Error($"more than {MaxComparisons} comparisons");
        var wanted = node.Property switch
        {
            SystemNames.PartitionKey or SystemNames.RowKey => EdmType.String,
            SystemNames.Timestamp => EdmType.DateTime,
            _ => node.Literal.Type,
        };
        return wanted == node.Literal.Type
            ? node
            : throw _lexer.Error($"{node.Property} is compared with a literal of another type");
    }

    private FilterOperator? TryOperator()
    {
        FilterOperator? op = _token is not { Kind: TokenKind.Word, Text: var word }
            ? null
            : word switch
            {
                "eq" => FilterOperator.Equal,
                "ne" => FilterOperator.NotEqual,
                "gt" => FilterOperator.Greater,
                "ge" => FilterOperator.GreaterOrEqual,
                "lt" => FilterOperator.Less,
                "le" => FilterOperator.LessOrEqual,
                "add" or "sub" or "mul" or "div" or "mod" => throw new FilterException($"arithmetic ('{word}')", true),
                _ => null,
            };
        if (op is not null)
            Advance();
        return op;
    }

    private bool TryWord(string word)
    {
        if (_token.Kind != TokenKind.Word || _token.Text != word)
            return false;
        Advance();
        return true;
    }

    private void Advance() => _token = _lexer.Next();

    private FilterException Unexpected() =>
        _lexer.Error(_token.Kind == TokenKind.End ? "unexpected end" : $"unexpected '{_token.Text}'", _token.At);
}
