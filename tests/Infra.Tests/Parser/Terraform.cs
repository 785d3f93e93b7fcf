namespace Mothership.InfraTests.Parser;

/// <summary>All modules of the repository, or those of a sample.</summary>
internal sealed class Terraform
{
    private static readonly Lazy<Terraform> Ours = new(() => new(ReadAll()));

    private Terraform(IReadOnlyDictionary<string, string> texts)
    {
        Files = [.. HclParser.Parse(texts).Values.OrderBy(f => f.Name, StringComparer.Ordinal)];
        Modules = Files
            .GroupBy(f => Path.GetDirectoryName(f.Name)!.Replace('\\', '/'))
            .ToDictionary(g => g.Key, g => new TerraformModule(g.Key, [.. g]));
    }

    /// <summary>What is in <c>infra/</c>.</summary>
    public static Terraform Repository => Ours.Value;

    public static string Root { get; } = FindRoot();

    public IReadOnlyList<HclFile> Files { get; }

    /// <summary>By folder, such as <c>infra/modules/region</c>.</summary>
    public IReadOnlyDictionary<string, TerraformModule> Modules { get; }

    /// <summary>A sample: one module of one file, or several as (folder, text).</summary>
    public static Terraform Sample(params (string Folder, string Text)[] modules) =>
        new(modules.ToDictionary(m => $"{m.Folder}/main.tf", m => m.Text));

    /// <summary>A sample of one module.</summary>
    public static Terraform Sample(string text) => Sample(("sample", text));

    /// <summary>A file of the repository.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static Dictionary<string, string> ReadAll() =>
        Directory
            .EnumerateFiles(Path.Combine(Root, "infra"), "*.tf", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/.terraform/", StringComparison.Ordinal))
            .ToDictionary(f => Path.GetRelativePath(Root, f).Replace('\\', '/'), File.ReadAllText);

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Functions.sln")))
                return folder;
        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has Functions.sln.");
    }
}
