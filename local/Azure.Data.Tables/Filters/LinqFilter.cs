using System.Linq.Expressions;

namespace Mothership.Local.Tables.Filters;

/// <summary>Translates a LINQ predicate into a filter's text, as far as the official client does.</summary>
internal static class LinqFilter
{
    /// <summary>The text; null for a predicate that is always true.</summary>
    /// <exception cref="NotSupportedException">The service has nothing for it.</exception>
    public static string? ToText(LambdaExpression filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var evaluated = ClosedParts.Evaluate(filter.Body, filter.Parameters[0]);
        var text = new LinqWriter(filter.Parameters[0]).Write(evaluated);
        return text == "true" ? null : text;
    }
}

/// <summary>Replaces the parts of a predicate that do not depend on the entity by their values.</summary>
internal sealed class ClosedParts(ParameterExpression entity) : ExpressionVisitor
{
    public static Expression Evaluate(Expression body, ParameterExpression entity) =>
        new ClosedParts(entity).Visit(body)!;

    public override Expression? Visit(Expression? node)
    {
        if (node is null or ConstantExpression or ParameterExpression)
            return node;
        if (EntityFinder.IsIn(node, entity))
            return base.Visit(node);
        var value = Expression.Lambda<Func<object?>>(Expression.Convert(node, typeof(object))).Compile(true)();
        return Expression.Constant(value, node.Type);
    }

    private sealed class EntityFinder(ParameterExpression entity) : ExpressionVisitor
    {
        private bool _found;

        public static bool IsIn(Expression node, ParameterExpression entity)
        {
            var finder = new EntityFinder(entity);
            finder.Visit(node);
            return finder._found;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            _found |= node == entity;
            return node;
        }
    }
}
