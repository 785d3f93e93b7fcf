using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Mothership.Local.Host;

/// <summary>
/// Finds an app's functions: in its entry assembly and in the libraries of its own that know the worker.
/// </summary>
internal static class FunctionDiscovery
{
    private const BindingFlags Anything =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly string Worker = typeof(FunctionAttribute).Assembly.GetName().Name!;

    /// <summary>
    /// The functions of an app, in the order of their names as in the cloud, and what is wrong with them.
    /// </summary>
    internal static (IReadOnlyList<FunctionDescriptor> Functions, IReadOnlyList<string> Problems) Of(Assembly app) =>
        Of(AssembliesOf(app).SelectMany(assembly => assembly.GetTypes()), mayBeNested: false);

    internal static (IReadOnlyList<FunctionDescriptor> Functions, IReadOnlyList<string> Problems) Of(
        IEnumerable<Type> types,
        bool mayBeNested = true
    )
    {
        var problems = new List<string>();
        var functions = types
            .SelectMany(type => type.GetMethods(Anything))
            .Select(method => (Method: method, Function: method.GetCustomAttribute<FunctionAttribute>()))
            .Where(found => found.Function is not null)
            .Select(found => Describe(found.Function!.Name, found.Method, mayBeNested, problems))
            .OfType<FunctionDescriptor>()
            .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        problems.AddRange(Duplicates(functions));
        return (functions, problems);
    }

    private static FunctionDescriptor? Describe(string name, MethodInfo method, bool mayBeNested, List<string> problems)
    {
        var triggers = method
            .GetParameters()
            .Where(p => p.IsDefined(typeof(TriggerBindingAttribute), inherit: true))
            .ToList();
        var problem =
            triggers.Count != 1 ? $"has {triggers.Count} trigger parameters: give it exactly one."
            : method.ContainsGenericParameters ? "is generic: make it plain."
            : Invisible(method, mayBeNested);
        if (problem is null)
            return new FunctionDescriptor(name, method, triggers[0]);
        problems.Add($"function '{name}' ({method.DeclaringType?.FullName}.{method.Name}) {problem}");
        return null;
    }

    // What the official build and worker would pass over or not be able to tell apart.
    private static string? Invisible(MethodInfo method, bool mayBeNested)
    {
        if (!method.IsPublic)
            return "is not public: make it public.";
        if (!mayBeNested && method.DeclaringType!.IsNested)
            return "is in a nested class: move the class out.";
        var sameName = method.DeclaringType!.GetMethods(Anything).Count(other => other.Name == method.Name);
        return sameName > 1 ? "is overloaded: give the methods different names." : null;
    }

    private static IEnumerable<string> Duplicates(IEnumerable<FunctionDescriptor> functions) =>
        functions
            .GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Count() > 1)
            .Select(same =>
                $"the name '{same.Key}' is given to {same.Count()} functions "
                + $"({string.Join(", ", same.Select(f => f.Definition.EntryPoint))}): rename all but one."
            );

    private static IEnumerable<Assembly> AssembliesOf(Assembly app)
    {
        var seen = new HashSet<string>();
        var waiting = new Queue<Assembly>([app]);
        foreach (var name in ProjectsOf(app))
            if (TryLoad(new AssemblyName(name)) is { } library)
                waiting.Enqueue(library);
        while (waiting.TryDequeue(out var assembly))
        {
            if (!seen.Add(assembly.GetName().Name!))
                continue;
            var references = assembly.GetReferencedAssemblies();
            if (references.Any(reference => reference.Name == Worker))
                yield return assembly;
            foreach (var reference in references.Where(IsOwn))
                if (TryLoad(reference) is { } library)
                    waiting.Enqueue(library);
        }
    }

    // The compiler drops references that the code does not use, but a library may be there for its functions alone; the
    // official build finds those too. The deps.json still lists them.
    private static IReadOnlyList<string> ProjectsOf(Assembly app)
    {
        var file = Path.ChangeExtension(app.Location, ".deps.json");
        if (!File.Exists(file))
            return [];
        using var deps = JsonDocument.Parse(File.ReadAllBytes(file));
        return
        [
            .. deps
                .RootElement.GetProperty("libraries")
                .EnumerateObject()
                .Where(library => library.Value.GetProperty("type").GetString() == "project")
                .Select(library => library.Name.Split('/')[0])
                .Where(name => IsOwn(new AssemblyName(name))),
        ];
    }

    private static bool IsOwn(AssemblyName name) =>
        name.Name is { } text
        && !text.StartsWith("System", StringComparison.Ordinal)
        && !text.StartsWith("Microsoft.", StringComparison.Ordinal)
        && !text.StartsWith("Mothership.Local.", StringComparison.Ordinal);

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            // A reference that is not deployed can't hold functions; code that needs it will fail by itself.
            return null;
        }
    }
}
