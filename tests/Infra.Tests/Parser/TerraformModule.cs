using System.Text.Json;

namespace Mothership.InfraTests.Parser;

/// <summary>A folder of Terraform: what its files declare, taken together.</summary>
internal sealed class TerraformModule
{
    /// <summary>What a folder's files make.</summary>
    /// <param name="folder">Relative to the repository.</param>
    /// <param name="files">Its files, parsed.</param>
    public TerraformModule(string folder, IReadOnlyList<HclFile> files)
    {
        Folder = folder;
        Files = files;
        Variables = Named("variable");
        Outputs = Named("output");
        Calls = Named("module");
        Providers = Named("provider");
        Resources = Addressed("resource", "");
        Data = Addressed("data", "data.");
        Ephemerals = Addressed("ephemeral", "ephemeral.");
        Locals = AllLocals();
        References = [.. files.SelectMany(f => f.References)];
    }

    public string Folder { get; }

    public IReadOnlyList<HclFile> Files { get; }

    public IReadOnlyDictionary<string, JsonElement> Variables { get; }

    public IReadOnlyDictionary<string, JsonElement> Outputs { get; }

    public IReadOnlyDictionary<string, JsonElement> Calls { get; }

    public IReadOnlyDictionary<string, JsonElement> Providers { get; }

    public IReadOnlyDictionary<string, JsonElement> Locals { get; }

    /// <summary>By address, such as <c>azurerm_key_vault.region</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Resources { get; }

    /// <summary>By address, such as <c>data.azurerm_client_config.current</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Data { get; }

    /// <summary>By address, such as <c>ephemeral.random_password.key</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Ephemerals { get; }

    public IReadOnlyList<HclReference> References { get; }

    /// <summary>The arguments of <c>terraform { required_providers { … } }</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> RequiredProviders =>
        Settings
            .SelectMany(s => s.Child("required_providers"))
            .SelectMany(p => p.EnumerateObject())
            .ToDictionary(p => p.Name, p => p.Value);

    /// <summary>The blocks <c>terraform { … }</c>.</summary>
    public IEnumerable<JsonElement> Settings => Files.SelectMany(f => f.Tree.Child("terraform"));

    /// <summary>The folder that a call's source names.</summary>
    public string FolderOf(JsonElement call) =>
        Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", Folder, call.Text("source") ?? ".")));

    private Dictionary<string, JsonElement> Named(string kind) =>
        Files
            .Where(f => f.Fault is null && f.Tree.TryGetProperty(kind, out _))
            .SelectMany(f => f.Tree.GetProperty(kind).EnumerateObject())
            .ToDictionary(b => b.Name, b => b.Value[0]);

    private Dictionary<string, JsonElement> Addressed(string kind, string prefix) =>
        Files
            .Where(f => f.Fault is null && f.Tree.TryGetProperty(kind, out _))
            .SelectMany(f => f.Tree.GetProperty(kind).EnumerateObject())
            .SelectMany(type => type.Value.EnumerateObject().Select(r => ($"{prefix}{type.Name}.{r.Name}", r.Value[0])))
            .ToDictionary(r => r.Item1, r => r.Item2);

    private Dictionary<string, JsonElement> AllLocals() =>
        Files
            .Where(f => f.Fault is null)
            .SelectMany(f => f.Tree.Child("locals"))
            .SelectMany(block => block.EnumerateObject())
            .ToDictionary(l => l.Name, l => l.Value);
}

/// <summary>Reading the parser's trees.</summary>
internal static class Trees
{
    /// <summary>Blocks of a kind within a block; none when there are none.</summary>
    public static IEnumerable<JsonElement> Child(this JsonElement block, string name)
    {
        if (block.ValueKind != JsonValueKind.Object || !block.TryGetProperty(name, out var child))
            return [];
        return child.ValueKind == JsonValueKind.Array ? child.EnumerateArray() : [child];
    }

    /// <summary>An argument's text; null when it has none.</summary>
    public static string? Text(this JsonElement block, string name) =>
        block.ValueKind == JsonValueKind.Object
        && block.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>The names of a block's arguments and blocks.</summary>
    public static IEnumerable<string> Names(this JsonElement block) => block.EnumerateObject().Select(p => p.Name);

    /// <summary>An expression without its <c>${…}</c>; null for anything else than one expression.</summary>
    public static string? Expression(this JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        && value.GetString() is { } text
        && text.StartsWith("${", StringComparison.Ordinal)
        && text.EndsWith('}')
            ? text[2..^1]
            : null;
}
