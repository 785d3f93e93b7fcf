using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>
/// The repository that these tests were built from: its files, without what builds and tools leave behind.
/// </summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", ".git", ".dev", "node_modules", "state", "TestResults"];
    private static readonly string[] Applications = ["shared", "orchestrations", "functions"];

    public static string Root { get; } = FindRoot();

    /// <summary>All files as paths relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Select(Relative).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Sources => Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>The sources that are deployed: they compile against the official packages too.</summary>
    public static IEnumerable<string> ApplicationSources => Sources.Where(f => Applications.Contains(TopFolder(f)));

    public static IEnumerable<string> ProjectFiles => Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal));

    public static string TopFolder(string file) => file.Split('/')[0];

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static XDocument ReadXml(string file) => XDocument.Load(Path.Combine(Root, file), LoadOptions.SetLineInfo);

    /// <summary>Sub-folders of a folder that hold a project or sources.</summary>
    public static IEnumerable<string> Folders(string parent) =>
        Files
            .Where(f => f.StartsWith(parent + "/", StringComparison.Ordinal))
            .Select(f => f.Split('/'))
            .Where(parts => parts.Length > 2)
            .Select(parts => $"{parts[0]}/{parts[1]}")
            .Distinct();

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static IEnumerable<string> Walk(string folder) =>
        Directory
            .EnumerateDirectories(folder)
            .Where(d => !NotOurs.Contains(Path.GetFileName(d)))
            .SelectMany(Walk)
            .Concat(Directory.EnumerateFiles(folder));

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Functions.sln")))
                return folder;
        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has Functions.sln.");
    }
}
