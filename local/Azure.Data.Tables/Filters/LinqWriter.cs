using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.Serialization;
using Azure.Data.Tables.Models;

namespace Mothership.Local.Tables.Filters;

/// <summary>Writes a predicate whose closed parts are already constants.</summary>
internal sealed class LinqWriter(ParameterExpression entity)
{
    public string Write(Expression node) =>
        node switch
        {
            BinaryExpression binary => Binary(binary),
            UnaryExpression { NodeType: ExpressionType.Not } not => $"not {Operand(not.Operand)}",
            UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert => Write(
                convert.Operand
            ),
            MemberExpression or IndexExpression when IsBoolean(node) => $"{Name(node)} eq true",
            MethodCallExpression call => Call(call),
            ConstantExpression constant => FilterLiterals.Of(constant.Value),
            _ => throw Unsupported(node),
        };

    private string Binary(BinaryExpression node)
    {
        if (node.NodeType is ExpressionType.AndAlso or ExpressionType.And)
            return $"{Operand(node.Left)} and {Operand(node.Right)}";
        if (node.NodeType is ExpressionType.OrElse or ExpressionType.Or)
            return $"{Operand(node.Left)} or {Operand(node.Right)}";
        var op = Operator(node.NodeType) ?? throw Unsupported(node);
        // string.Compare(a, b) > 0 and a.CompareTo(b) > 0 are the comparison of a with b.
        return Unwrap(node.Left) is MethodCallExpression call && Compared(call) is var (left, right)
            ? Unwrap(node.Right) is ConstantExpression { Value: 0 }
                ? Comparison(left, op, right)
                : throw Unsupported(node)
            : Comparison(node.Left, op, node.Right);
    }

    private string Comparison(Expression left, string op, Expression right)
    {
        if (IsEnum(left) || IsEnum(right))
        {
            throw new NotSupportedException(
                "An enum is stored as text, but the official client compares it as a number, which never matches. "
                    + "Filter by the name of its value in a filter string."
            );
        }
        return $"{Side(left)} {op} {Side(right)}";
    }

    private string Side(Expression node) =>
        Unwrap(node) switch
        {
            ConstantExpression constant => FilterLiterals.Of(constant.Value),
            BinaryExpression binary => $"({Binary(binary)})",
            var property => Name(property),
        };

    private string Operand(Expression node)
    {
        var text = Write(node);
        return Unwrap(node) is ConstantExpression ? text : $"({text})";
    }

    private string Call(MethodCallExpression call)
    {
        if (call.Method.Name == "Equals" && Arguments(call) is [var left, var right])
            return Comparison(left, "eq", right);
        if (IsBoolean(call) && PropertyOf(call) is { } name)
            return $"{name} eq true";
        throw new NotSupportedException($"Method {call.Method.Name} not supported.");
    }

    private static (Expression Left, Expression Right)? Compared(MethodCallExpression call) =>
        call.Method.Name is "Compare" or "CompareTo" or "CompareOrdinal"
        && call.Method.ReturnType == typeof(int)
        && Arguments(call) is [var left, var right]
        && call.Method.Name != "CompareOrdinal"
            ? (left, right)
            : null;

    private static Expression[] Arguments(MethodCallExpression call) =>
        call.Object is null ? [.. call.Arguments] : [call.Object, .. call.Arguments];

    private string Name(Expression node) =>
        Unwrap(node) switch
        {
            MemberExpression { Member.Name: "Value", Expression: { } nullable } m
                when Nullable.GetUnderlyingType(m.Member.DeclaringType!) is not null => Name(nullable),
            MemberExpression { Member: FieldInfo field } => throw new NotSupportedException(
                $"Referencing public field '{field.Name}' not supported in query option expression."
            ),
            MemberExpression m when Unwrap(m.Expression!) == entity => MemberName(m.Member),
            MethodCallExpression call when PropertyOf(call) is { } name => name,
            _ => throw Unsupported(node),
        };

    // entity["Name"] and entity.GetInt32("Name").
    private string? PropertyOf(MethodCallExpression call) =>
        call.Object is { } target
        && Unwrap(target) == entity
        && call.Method.Name is "get_Item" or ['G', 'e', 't', ..]
        && call.Arguments is [ConstantExpression { Value: string name }]
            ? name
            : null;

    private static string MemberName(MemberInfo member) =>
        member.DeclaringType == typeof(TableItem)
            ? "TableName"
            : member.GetCustomAttribute<DataMemberAttribute>()?.Name ?? member.Name;

    private static Expression Unwrap(Expression node)
    {
        while (
            node
                is UnaryExpression
                {
                    NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.TypeAs
                } u
        )
            node = u.Operand;
        return node;
    }

    private static bool IsBoolean(Expression node) => node.Type == typeof(bool) || node.Type == typeof(bool?);

    private static bool IsEnum(Expression node)
    {
        var type = Unwrap(node).Type;
        return (Nullable.GetUnderlyingType(type) ?? type).IsEnum;
    }

    private static string? Operator(ExpressionType type) =>
        type switch
        {
            ExpressionType.Equal => "eq",
            ExpressionType.NotEqual => "ne",
            ExpressionType.GreaterThan => "gt",
            ExpressionType.GreaterThanOrEqual => "ge",
            ExpressionType.LessThan => "lt",
            ExpressionType.LessThanOrEqual => "le",
            _ => null,
        };

    private static NotSupportedException Unsupported(Expression node) =>
        new($"The expression '{node}' is not supported in a table query.");
}
