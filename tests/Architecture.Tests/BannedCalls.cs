using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests;

/// <summary>Finds calls that the application must not make, and names what takes their place.</summary>
internal static class BannedCalls
{
    private const string Clock = "ask the injected TimeProvider";
    private const string Ids = "ask the injected IIdSource";
    private const string Delay = "await Task.Delay with the injected TimeProvider";
    private const string Await = "await it";
    private const string Start = "await the work, or give it to a hosted service";

    private static readonly Dictionary<(string Type, string Member), string> Members = new()
    {
        [("DateTime", "Now")] = Clock,
        [("DateTime", "UtcNow")] = Clock,
        [("DateTime", "Today")] = Clock,
        [("DateTimeOffset", "Now")] = Clock,
        [("DateTimeOffset", "UtcNow")] = Clock,
        [("Stopwatch", "StartNew")] = Clock,
        [("Stopwatch", "GetTimestamp")] = Clock,
        [("Environment", "TickCount")] = Clock,
        [("Environment", "TickCount64")] = Clock,
        [("Guid", "NewGuid")] = Ids,
        [("Guid", "CreateVersion7")] = Ids,
        [("Random", "Shared")] = Ids,
        [("Thread", "Sleep")] = Delay,
        [("Task", "Run")] = Start,
        [("ThreadPool", "QueueUserWorkItem")] = Start,
    };

    private static readonly Dictionary<string, string> Constructors = new()
    {
        ["Random"] = Ids,
        ["Stopwatch"] = Clock,
        ["Thread"] = Start,
    };

    public static IEnumerable<string> Check(string file, string source)
    {
        var root = Findings.Parse(source);
        foreach (var node in root.DescendantNodes())
            if (Banned(node) is var (what, instead))
                yield return Findings.At(file, node, $"{what}: {instead}");
    }

    private static (string What, string Instead)? Banned(SyntaxNode node) =>
        node switch
        {
            MemberAccessExpressionSyntax m => OfMember(m) ?? Blocking(m),
            ObjectCreationExpressionSyntax c => OfConstructor(c.Type),
            ImplicitObjectCreationExpressionSyntax c => OfConstructor(DeclaredType(c)),
            _ => null,
        };

    private static (string, string)? OfMember(MemberAccessExpressionSyntax access)
    {
        var key = (LastName(access.Expression), access.Name.Identifier.Text);
        return Members.TryGetValue(key, out var instead) ? ($"{key.Item1}.{key.Item2}", instead) : null;
    }

    private static (string, string)? OfConstructor(TypeSyntax? type) =>
        type is not null && Constructors.TryGetValue(LastName(type), out var instead)
            ? ($"new {LastName(type)}", instead)
            : null;

    /// <summary>
    /// Waiting for a task by blocking: Wait(), GetAwaiter().GetResult(), and Result of what looks like a task.
    /// </summary>
    private static (string, string)? Blocking(MemberAccessExpressionSyntax access)
    {
        var isCall = access.Parent is InvocationExpressionSyntax;
        return access.Name.Identifier.Text switch
        {
            "Wait" when isCall => (".Wait()", Await),
            "GetResult" when isCall && CalledName(access.Expression) == "GetAwaiter" => (
                ".GetAwaiter().GetResult()",
                Await
            ),
            "WaitAll" or "WaitAny" when LastName(access.Expression) == "Task" => ("Task.WaitAll", Await),
            "Result" when !isCall && IsTask(access.Expression) => (".Result", Await),
            _ => null,
        };
    }

    private static bool IsTask(ExpressionSyntax expression)
    {
        if (CalledName(expression) is { } called)
            return called.EndsWith("Async", StringComparison.Ordinal);
        if (expression is not IdentifierNameSyntax variable)
            return false;
        return variable.Identifier.Text.EndsWith("task", StringComparison.OrdinalIgnoreCase) || HoldsTask(variable);
    }

    // A local variable that was given what an …Async method returned, without awaiting it, or that is declared as a
    // Task.
    private static bool HoldsTask(IdentifierNameSyntax variable) =>
        variable
            .Ancestors()
            .OfType<MemberDeclarationSyntax>()
            .First()
            .DescendantNodes()
            .OfType<VariableDeclaratorSyntax>()
            .Where(d => d.Identifier.Text == variable.Identifier.Text)
            .Any(d =>
                CalledName(d.Initializer?.Value)?.EndsWith("Async", StringComparison.Ordinal) == true
                || IsDeclaredTask(d)
            );

    private static bool IsDeclaredTask(VariableDeclaratorSyntax declarator) =>
        declarator.Parent is VariableDeclarationSyntax { Type: var type } && LastName(type) is "Task" or "ValueTask";

    private static string? CalledName(ExpressionSyntax? expression) =>
        expression switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax m } => m.Name.Identifier.Text,
            InvocationExpressionSyntax { Expression: SimpleNameSyntax n } => n.Identifier.Text,
            ParenthesizedExpressionSyntax p => CalledName(p.Expression),
            _ => null,
        };

    private static TypeSyntax? DeclaredType(ImplicitObjectCreationExpressionSyntax creation) =>
        creation.Parent is EqualsValueClauseSyntax { Parent: var parent }
            ? parent switch
            {
                VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax d } => d.Type,
                PropertyDeclarationSyntax p => p.Type,
                _ => null,
            }
            : null;

    private static string LastName(SyntaxNode node) =>
        node switch
        {
            MemberAccessExpressionSyntax m => m.Name.Identifier.Text,
            QualifiedNameSyntax q => q.Right.Identifier.Text,
            AliasQualifiedNameSyntax a => a.Name.Identifier.Text,
            NullableTypeSyntax n => LastName(n.ElementType),
            SimpleNameSyntax s => s.Identifier.Text,
            _ => "",
        };
}
