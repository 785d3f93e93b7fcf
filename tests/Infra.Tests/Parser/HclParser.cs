using System.Diagnostics;
using System.Text.Json;

namespace Mothership.InfraTests.Parser;

/// <summary>HCL's own parser, which runs in Node.</summary>
internal static class HclParser
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly Lock Gate = new();

    private static readonly Lazy<Process> Node = new(() =>
        Process.Start(Start()) ?? throw new InvalidOperationException("node does not start.")
    );

    /// <summary>Parses texts by name. A text that is no HCL has its fault in the answer.</summary>
    /// <exception cref="InvalidOperationException">The parser is not there, or broke.</exception>
    public static IReadOnlyDictionary<string, HclFile> Parse(IReadOnlyDictionary<string, string> texts)
    {
        var answer = Run(JsonSerializer.Serialize(texts));
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => Read(p.Name, p.Value.Clone()));
    }

    private static HclFile Read(string name, JsonElement answer) =>
        answer.TryGetProperty("fault", out var fault)
            ? new HclFile(name, default, [], fault.GetString())
            : new HclFile(name, answer.GetProperty("tree"), [.. References(name, answer)], null);

    private static IEnumerable<HclReference> References(string file, JsonElement answer) =>
        answer
            .GetProperty("references")
            .EnumerateArray()
            .Select(r => new HclReference(
                file,
                [.. r.GetProperty("path").EnumerateArray().Select(p => p.GetString()!)],
                r.GetProperty("value").GetString()!
            ));

    // One process for all: it ends when this one does, because its input then ends.
    private static string Run(string input)
    {
        lock (Gate)
        {
            var node = Node.Value;
            node.StandardInput.WriteLine(input);
            node.StandardInput.Flush();
            var answer = node.StandardOutput.ReadLineAsync();
            if (answer.Wait(Limit) && answer.Result is { } line)
                return line;
            node.Kill();
            throw new InvalidOperationException(
                $"The HCL parser gave no answer; ./dev setup fetches it. It said: {node.StandardError.ReadToEnd()}"
            );
        }
    }

    private static ProcessStartInfo Start()
    {
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "Parser", "hcl.js")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NODE_PATH"] = Path.Combine(Cache, "mothership", "hcl2json", "node_modules");
        return start;
    }

    private static string Cache =>
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
}

/// <summary>What the parser makes of one file.</summary>
/// <param name="Name">Its name, relative to the repository.</param>
/// <param name="Tree">Blocks and arguments; expressions are texts such as <c>${var.x}</c>.</param>
/// <param name="References">What its expressions refer to, without what they define themselves.</param>
/// <param name="Fault">Why it is no HCL; null when it is.</param>
internal sealed record HclFile(string Name, JsonElement Tree, IReadOnlyList<HclReference> References, string? Fault);

/// <summary>One reference.</summary>
/// <param name="File">The file.</param>
/// <param name="Path">Where it stands in the file's tree.</param>
/// <param name="Value">Such as <c>var.region</c> or <c>aws_subnet.public.0.id</c>.</param>
internal sealed record HclReference(string File, IReadOnlyList<string> Path, string Value)
{
    /// <summary>Its parts, without quotes; an index is a part as well.</summary>
    public IReadOnlyList<string> Parts { get; } = [.. Value.Split('.').Select(p => p.Trim('"'))];

    /// <summary>Where it stands, for a person.</summary>
    public string Place => $"{File}: {string.Join('.', Path)}: {Value}";
}
