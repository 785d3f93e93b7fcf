using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Mothership.InfraTests.Settings;

/// <summary>
/// Which section of the settings an expression stands for, and which names a text can have: followed through locals,
/// sections, loops over sections, and parameters to all places that call the method.
/// </summary>
internal sealed class ConfigurationPaths(CSharpCompilation compilation)
{
    /// <summary>Part of a name that cannot be told.</summary>
    public const string Unknown = "\0";

    private const int Depth = 40;
    private const string AnyType = "new";
    private const string Group = "group ";

    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];
    private readonly Lazy<ILookup<string, SyntaxNode>> _byName = new(() => CallsByName(compilation));
    private readonly Dictionary<ISymbol, IReadOnlyList<CallSite>> _calls = new(SymbolEqualityComparer.Default);

    /// <summary>Whether an expression is a configuration or a section of one.</summary>
    public bool IsConfiguration(ExpressionSyntax expression) =>
        SettingReads.IsConfiguration(Model(expression).GetTypeInfo(expression).Type);

    /// <summary>What a section is called; empty for the whole configuration.</summary>
    public IReadOnlyList<string> Of(ExpressionSyntax section) => [.. Sections(section, null, Depth).Distinct()];

    /// <summary>The names of what a key finds in a section.</summary>
    public IReadOnlyList<string> Combine(ExpressionSyntax section, ExpressionSyntax key) =>
        [
            .. Cases(section)
                .SelectMany(site =>
                    from s in Sections(section, site, Depth)
                    from k in Texts(key, site, Depth)
                    select Join(s, k)
                )
                .Distinct(),
        ];

    /// <summary>All texts that an expression can be.</summary>
    public IEnumerable<string> Values(ExpressionSyntax text) => Texts(text, null, Depth).Distinct();

    /// <summary>The names that a type takes from a section; null when the type says nothing.</summary>
    public IReadOnlyList<string>? Expand(ExpressionSyntax section, ITypeSymbol? type, SyntaxNode at)
    {
        if (type is null)
            return null;
        var names = Cases(at)
            .SelectMany(site =>
                from s in Sections(section, site, Depth)
                from leaf in SettingShapes.Leaves(Bound(type, site))
                select Join(s, leaf)
            );
        return [.. names.Distinct()];
    }

    private static string Join(string section, string key) =>
        (section.Length, key.Length) switch
        {
            (0, _) => key,
            (_, 0) => section,
            _ => $"{section}:{key}",
        };

    // A method that is given sections or names is looked at for each call of it; its parameters then belong together.
    private IEnumerable<CallSite?> Cases(SyntaxNode node) =>
        EnclosingMethod(node) is { } method && Calls(method) is { Count: > 0 } sites
            ? sites
            : (IEnumerable<CallSite?>)[null];

    private static ITypeSymbol Bound(ITypeSymbol type, CallSite? site) =>
        type is ITypeParameterSymbol parameter
        && site?.Method is { } method
        && parameter.Ordinal < method.TypeArguments.Length
            ? method.TypeArguments[parameter.Ordinal]
            : type;

    private IEnumerable<string> Sections(ExpressionSyntax expression, CallSite? site, int depth)
    {
        if (depth == 0)
            return [Unknown];
        if (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } call)
            return member.Name.Identifier.Text switch
            {
                "GetSection" or "GetRequiredSection" => from s in Sections(member.Expression, site, depth - 1)
                from k in Texts(call.ArgumentList.Arguments[0].Expression, site, depth - 1)
                select Join(s, k),
                "Build" => [""],
                _ => [Unknown],
            };
        return Model(expression).GetSymbolInfo(expression).Symbol switch
        {
            ILocalSymbol local => Local(local, site, depth),
            IParameterSymbol parameter => Parameter(parameter, site, depth, Sections, ""),
            IFieldSymbol or IPropertySymbol => [""],
            _ => [Unknown],
        };
    }

    private IEnumerable<string> Local(ILocalSymbol local, CallSite? site, int depth) =>
        local.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).FirstOrDefault() switch
        {
            VariableDeclaratorSyntax { Initializer.Value: { } value } => Sections(value, site, depth - 1),
            ForEachStatementSyntax loop => Children(loop.Expression, site, depth),
            _ => [Unknown],
        };

    // The sections that GetChildren() answers, wherever in the chain it stands.
    private IEnumerable<string> Children(ExpressionSyntax expression, CallSite? site, int depth) =>
        expression
            .DescendantNodesAndSelf()
            .OfType<InvocationExpressionSyntax>()
            .Select(c => c.Expression)
            .OfType<MemberAccessExpressionSyntax>()
            .FirstOrDefault(m => m.Name.Identifier.Text == "GetChildren")
            is { } children
            ? Sections(children.Expression, site, depth - 1).Select(s => Join(s, "{}"))
            : [Unknown];

    private IEnumerable<string> Parameter(
        IParameterSymbol parameter,
        CallSite? site,
        int depth,
        Func<ExpressionSyntax, CallSite?, int, IEnumerable<string>> follow,
        string unbound
    )
    {
        if (parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction })
            return Lambda(parameter, site, depth);
        if (site is not null && SymbolEqualityComparer.Default.Equals(site.Declared, parameter.ContainingSymbol))
            return site.Arguments.TryGetValue(parameter.Ordinal, out var argument)
                ? follow(argument, null, depth - 1)
                : [unbound];
        var calls = Calls(parameter.ContainingSymbol);
        var groups = Groups(parameter.ContainingSymbol);
        if (groups.Count > 0)
            return groups.SelectMany(g => Children(g, null, depth)).Distinct();
        // A text or section that nobody gives is never read; a configuration that nobody gives comes from the
        // container.
        var isGiven = unbound == Unknown || parameter.Type.Name == "IConfigurationSection";
        if (calls.Count == 0)
            return isGiven ? [] : [unbound];
        return calls.SelectMany(c => Parameter(parameter, c, depth - 1, follow, unbound)).Distinct();
    }

    // section.GetChildren().Select(child => …)
    private IEnumerable<string> Lambda(IParameterSymbol parameter, CallSite? site, int depth)
    {
        var lambda = parameter.ContainingSymbol.DeclaringSyntaxReferences[0].GetSyntax();
        return
            lambda.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault()
                is { Expression: MemberAccessExpressionSyntax member }
            ? Children(member.Expression, site, depth)
            : [Unknown];
    }

    private IEnumerable<string> Texts(ExpressionSyntax expression, CallSite? site, int depth)
    {
        if (depth == 0)
            return [Unknown];
        var model = Model(expression);
        if (model.GetConstantValue(expression) is { HasValue: true, Value: string text })
            return [text];
        return expression switch
        {
            InterpolatedStringExpressionSyntax parts => parts.Contents.Aggregate(
                (IEnumerable<string>)[""],
                (names, part) => (from n in names from p in Part(part, site, depth) select n + p).ToList()
            ),
            _ => model.GetSymbolInfo(expression).Symbol switch
            {
                IParameterSymbol parameter => Parameter(parameter, site, depth, Texts, Unknown),
                ILocalSymbol local
                    when local.DeclaringSyntaxReferences[0].GetSyntax()
                        is VariableDeclaratorSyntax { Initializer.Value: { } value } => Texts(value, site, depth - 1),
                _ => [Unknown],
            },
        };
    }

    // In a composed name, what is no constant varies.
    private IEnumerable<string> Part(InterpolatedStringContentSyntax part, CallSite? site, int depth)
    {
        if (part is not InterpolationSyntax hole)
            return [part.ToString()];
        var values = Texts(hole.Expression, site, depth - 1).ToList();
        return values.Any(v => v.Contains(Unknown, StringComparison.Ordinal)) ? ["{}"] : values;
    }

    private ISymbol? EnclosingMethod(SyntaxNode node)
    {
        var symbol = Model(node).GetEnclosingSymbol(node.SpanStart);
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction })
            symbol = symbol.ContainingSymbol;
        return symbol is IMethodSymbol method ? method.OriginalDefinition : null;
    }

    /// <summary>What the compiler knows of a node's file.</summary>
    public SemanticModel Model(SyntaxNode node)
    {
        if (!_models.TryGetValue(node.SyntaxTree, out var model))
            _models.Add(node.SyntaxTree, model = compilation.GetSemanticModel(node.SyntaxTree));
        return model;
    }

    // Only calls by the method's name are bound: binding all of an app takes long.
    private IReadOnlyList<CallSite> Calls(ISymbol method)
    {
        if (!_calls.TryGetValue(method, out var sites))
        {
            var name = method is IMethodSymbol { MethodKind: MethodKind.Constructor } made
                ? made.ContainingType.Name
                : method.Name;
            sites =
            [
                .. _byName
                    .Value[name]
                    .Concat(
                        method is IMethodSymbol { MethodKind: MethodKind.Constructor } ? _byName.Value[AnyType] : []
                    )
                    .Select(Call)
                    .OfType<CallSite>()
                    .Where(c => SymbolEqualityComparer.Default.Equals(c.Declared, method)),
            ];
            _calls.Add(method, sites);
        }
        return sites;
    }

    // section.GetChildren().Select(One): what the method is given as itself, not called.
    private IReadOnlyList<ExpressionSyntax> Groups(ISymbol method) =>
        [
            .. _byName
                .Value[Group + method.Name]
                .Where(node => SymbolEqualityComparer.Default.Equals(Model(node).GetSymbolInfo(node).Symbol, method))
                .Select(node => node.Ancestors().OfType<InvocationExpressionSyntax>().First().Expression),
        ];

    private CallSite? Call(SyntaxNode node)
    {
        var operation = Model(node).GetOperation(node);
        var method = operation switch
        {
            IInvocationOperation call => call.TargetMethod,
            IObjectCreationOperation made => made.Constructor,
            _ => null,
        };
        return method is null
            ? null
            : new CallSite(
                (method.ReducedFrom ?? method).OriginalDefinition,
                method,
                Arguments(operation!).ToDictionary(a => a.Parameter!.Ordinal, a => (ExpressionSyntax)a.Value.Syntax)
            );
    }

    private static ILookup<string, SyntaxNode> CallsByName(CSharpCompilation compilation) =>
        (
            from tree in compilation.SyntaxTrees
            from node in tree.GetRoot().DescendantNodes()
            from name in Names(node)
            select (name, node)
        ).ToLookup(c => c.name, c => c.node);

    // A constructor can be called without its name: new(…). Its type's name is then not known here, so it is taken for
    // any.
    private static IEnumerable<string> Names(SyntaxNode node) =>
        node switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } =>
            [
                member.Name.Identifier.Text,
            ],
            InvocationExpressionSyntax { Expression: SimpleNameSyntax name } => [name.Identifier.Text],
            InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax member } =>
            [
                member.Name.Identifier.Text,
            ],
            SimpleNameSyntax { Parent: ArgumentSyntax } name => [Group + name.Identifier.Text],
            ObjectCreationExpressionSyntax made => [made.Type.ToString().Split('.', '<')[^1]],
            ImplicitObjectCreationExpressionSyntax
                when node.ToString().Contains("onfiguration", StringComparison.Ordinal) => [AnyType],
            _ => [],
        };

    private static bool IsGivenConfiguration(SyntaxNode node) =>
        node.ToString().Contains("onfiguration", StringComparison.Ordinal);

    private static IEnumerable<IArgumentOperation> Arguments(IOperation operation) =>
        (
            operation switch
            {
                IInvocationOperation call => call.Arguments,
                IObjectCreationOperation made => made.Arguments,
                _ => [],
            }
        ).Where(a => a is { ArgumentKind: ArgumentKind.Explicit, Parameter: not null, Value.Syntax: ExpressionSyntax });

    /// <summary>One place that calls a method of ours.</summary>
    private sealed record CallSite(
        ISymbol Declared,
        IMethodSymbol Method,
        IReadOnlyDictionary<int, ExpressionSyntax> Arguments
    );
}
