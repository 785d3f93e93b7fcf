using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mothership.InfraTests.Settings;

/// <summary>A setting that code reads.</summary>
/// <param name="Name">Such as <c>Quotas:ApiKeysPerOrganization</c>; what varies is <c>{}</c>.</param>
/// <param name="Place">File and line.</param>
internal sealed record SettingRead(string Name, string Place);

/// <summary>
/// Finds what an app reads of its configuration, by the compiler's own understanding of the sources. A way of reading
/// that it does not understand is a fault, so that nothing is overlooked.
/// </summary>
internal sealed partial class SettingReads
{
    private const string Configuration = "Microsoft.Extensions.Configuration.IConfiguration";
    private readonly ConfigurationPaths _paths;
    private readonly List<SettingRead> _reads = [];
    private readonly List<string> _faults = [];

    private SettingReads(CSharpCompilation compilation)
    {
        _paths = new ConfigurationPaths(compilation);
        foreach (var tree in compilation.SyntaxTrees.Where(t => Mentions().IsMatch(t.ToString())))
            Walk(tree.GetRoot());
    }

    /// <summary>What the sources read.</summary>
    public IReadOnlyList<SettingRead> Reads => _reads;

    /// <summary>Where they do something with a configuration that cannot be followed.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Looks through sources.</summary>
    public static SettingReads Of(CSharpCompilation compilation) => new(compilation);

    /// <summary>A name with <c>{}</c> for whatever varies.</summary>
    public static string Canonical(string name) =>
        Placeholder().Replace(name.Replace("__", ":", StringComparison.Ordinal), "{}");

    private void Walk(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes())
            if (node is ElementAccessExpressionSyntax access)
                Indexer(access);
            else if (node is InvocationExpressionSyntax call)
                Call(call);
            else if (node is AttributeArgumentSyntax argument)
                Attribute(argument);
            else if (node is MethodDeclarationSyntax method)
                Declaration(method);
    }

    // Where a configuration could come from without being named, it could not be found in the files that do not name
    // it.
    private void Declaration(MethodDeclarationSyntax method)
    {
        if (IsConfiguration(_paths.Model(method).GetTypeInfo(method.ReturnType).Type))
            _faults.Add(
                $"{Place(method)}: {method.Identifier.Text} returns a configuration; return what is read of it."
            );
    }

    private void Indexer(ElementAccessExpressionSyntax access)
    {
        if (!_paths.IsConfiguration(access.Expression))
            return;
        var key = access.ArgumentList.Arguments[0].Expression;
        Add(access, _paths.Combine(access.Expression, key));
    }

    private void Call(InvocationExpressionSyntax call)
    {
        var model = _paths.Model(call);
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
        {
            if (call.Expression is MemberAccessExpressionSyntax member && _paths.IsConfiguration(member.Expression))
                Fault(call);
            return;
        }
        if (method is { Name: "GetEnvironmentVariable", ContainingType.Name: "Environment" })
            Add(call, [.. _paths.Values(call.ArgumentList.Arguments[0].Expression)]);
        else if (!IsOurs(method) && Subject(call, method) is { } section)
            Foreign(call, method, section);
    }

    // The configuration that a method of a library is called on, or given.
    private ExpressionSyntax? Subject(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        if (call.Expression is MemberAccessExpressionSyntax member && _paths.IsConfiguration(member.Expression))
            return member.Expression;
        return
            method.Name.StartsWith("Add", StringComparison.Ordinal)
            && method.Name.Contains("Singleton", StringComparison.Ordinal)
            ? null
            : call.ArgumentList.Arguments.Select(a => a.Expression).FirstOrDefault(_paths.IsConfiguration);
    }

    private void Foreign(InvocationExpressionSyntax call, IMethodSymbol method, ExpressionSyntax section)
    {
        var arguments = call.ArgumentList.Arguments;
        switch (method.Name)
        {
            case "ThrowIfNull":
            case "GetSection" or "GetRequiredSection" or "GetChildren":
                // Nothing is read, or it is looked at where it is.
                break;
            case "Exists":
                Add(call, _paths.Of(section));
                break;
            case "GetConnectionString":
                Add(call, [.. _paths.Values(arguments[0].Expression).Select(n => $"ConnectionStrings:{n}")]);
                break;
            case "GetValue":
                Add(call, _paths.Combine(section, arguments[0].Expression));
                break;
            case "Get" or "Configure":
                Add(call, _paths.Expand(section, method.TypeArguments.FirstOrDefault(), call));
                break;
            case "Bind":
                Add(call, _paths.Expand(section, Bound(call, method), call));
                break;
            default:
                Fault(call);
                break;
        }
    }

    // OptionsBuilder<T>.Bind(section), or section.Bind(instance).
    private ITypeSymbol? Bound(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        if (method.TypeArguments.FirstOrDefault() is { } options)
            return options;
        var model = _paths.Model(call);
        return model.GetTypeInfo(call.ArgumentList.Arguments[^1].Expression).Type;
    }

    private void Attribute(AttributeArgumentSyntax argument)
    {
        var model = _paths.Model(argument);
        if (model.GetConstantValue(argument.Expression) is { HasValue: true, Value: string text })
            Add(argument, [.. Percent().Matches(text).Select(m => m.Groups[1].Value)]);
    }

    private void Add(SyntaxNode node, IReadOnlyCollection<string>? names)
    {
        if (names is null || names.Any(n => n.Contains(ConfigurationPaths.Unknown, StringComparison.Ordinal)))
            Fault(node);
        else
            _reads.AddRange(names.Select(n => new SettingRead(Canonical(n), Place(node))));
    }

    private void Fault(SyntaxNode node) =>
        _faults.Add(
            $"{Place(node)}: which setting does '{node.ToString().ReplaceLineEndings(" ")}' read? "
                + "Use configuration[\"Name\"], GetSection(\"Name\").Get<T>() or GetSection(\"Name\").GetChildren()."
        );

    private static string Place(SyntaxNode node) =>
        $"{node.SyntaxTree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    private static bool IsOurs(IMethodSymbol method) => method.Locations.Any(l => l.IsInSource);

    /// <summary>Whether a type is a configuration, or a section of one.</summary>
    public static bool IsConfiguration(ITypeSymbol? type) =>
        type is not null
        && (
            type.ToDisplayString() == Configuration || type.AllInterfaces.Any(i => i.ToDisplayString() == Configuration)
        );

    [GeneratedRegex("onfiguration|GetEnvironmentVariable|%")]
    private static partial Regex Mentions();

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Percent();

    [GeneratedRegex(@"\$?\{[^{}]*\}")]
    private static partial Regex Placeholder();
}
