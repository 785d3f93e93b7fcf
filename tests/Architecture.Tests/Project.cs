using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>What a project file refers to.</summary>
internal sealed record Project(string File, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    public static IReadOnlyList<Project> All { get; } = [.. Repository.ProjectFiles.Select(Load)];

    public string Name => Path.GetFileNameWithoutExtension(File);

    public string Layer => Repository.TopFolder(File);

    /// <summary>This project and all that it refers to, at any distance.</summary>
    public IReadOnlyList<Project> Closure()
    {
        var seen = new List<Project>();
        Collect(this, seen);
        return seen;
    }

    public static Project Parse(string file, XDocument document) =>
        new(
            file,
            [.. Includes(document, "ProjectReference").Select(path => Resolve(file, path))],
            [.. Includes(document, "PackageReference").Concat(Includes(document, "AzurePackage"))]
        );

    private static Project Load(string file) => Parse(file, Repository.ReadXml(file));

    private static void Collect(Project project, List<Project> seen)
    {
        if (seen.Contains(project))
            return;
        seen.Add(project);
        foreach (var next in All.Where(p => project.Projects.Contains(p.File)))
            Collect(next, seen);
    }

    private static IEnumerable<string> Includes(XDocument document, string element) =>
        document.Descendants(element).Select(e => e.Attribute("Include")?.Value).OfType<string>();

    private static string Resolve(string file, string reference)
    {
        var path = Path.Combine(Repository.Root, Path.GetDirectoryName(file)!, reference.Replace('\\', '/'));
        return Path.GetRelativePath(Repository.Root, Path.GetFullPath(path)).Replace('\\', '/');
    }
}
