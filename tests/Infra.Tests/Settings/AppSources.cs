using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Mothership.InfraTests.Parser;

namespace Mothership.InfraTests.Settings;

/// <summary>Compiles what one app consists of: its own sources and those of the projects that it refers to.</summary>
internal static class AppSources
{
    // What ImplicitUsings gives to each project.
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(() => [.. FindReferences()]);

    /// <summary>The compilation of a project of the repository, such as
    /// <c>functions/Region/Mothership.Region.csproj</c>.</summary>
    public static CSharpCompilation Compile(string project) =>
        Compile(
            Closure(Path.Combine(Terraform.Root, project))
                .SelectMany(SourcesBeside)
                .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: Relative(file)))
        );

    /// <summary>The compilation of a sample.</summary>
    public static CSharpCompilation CompileSample(string source) =>
        Compile([CSharpSyntaxTree.ParseText(source, path: "Sample.cs")]);

    private static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) =>
        CSharpCompilation.Create(
            "App",
            [CSharpSyntaxTree.ParseText(Usings), .. trees],
            References.Value,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true)
        );

    // Our own assemblies are there as sources.
    private static IEnumerable<MetadataReference> FindReferences() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(file => !Path.GetFileName(file).StartsWith("Mothership.", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file));

    private static HashSet<string> Closure(string project)
    {
        var found = new HashSet<string>();
        var open = new Queue<string>([project]);
        while (open.TryDequeue(out var next))
            if (found.Add(next))
                foreach (var reference in XDocument.Load(next).Descendants("ProjectReference"))
                    open.Enqueue(Resolve(next, reference.Attribute("Include")!.Value));
        return found;
    }

    private static string Resolve(string project, string include) =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, include.Replace('\\', '/')));

    private static IEnumerable<string> SourcesBeside(string project) =>
        Directory
            .EnumerateFiles(Path.GetDirectoryName(project)!, "*.cs", SearchOption.AllDirectories)
            .Where(f =>
                !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal)
            );

    private static string Relative(string file) => Path.GetRelativePath(Terraform.Root, file).Replace('\\', '/');
}
