using System.Collections.Concurrent;
using Mothership.ControlPlane.Http;

namespace Mothership.ControlPlane.Site;

/// <summary>
/// The files beside the application that anybody may read. A closed list: nothing else of the disk can be asked for.
/// </summary>
public sealed class SiteFiles
{
    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.Ordinal)
    {
        ["openapi.yaml"] = "application/yaml; charset=utf-8",
        ["docs/index.html"] = "text/html; charset=utf-8",
        ["docs/start.js"] = "text/javascript; charset=utf-8",
        ["docs/swagger-ui.css"] = "text/css; charset=utf-8",
        ["docs/swagger-ui-bundle.js"] = "text/javascript; charset=utf-8",
        ["docs/favicon-32x32.png"] = "image/png",
        ["docs/LICENSE"] = "text/plain; charset=utf-8",
    };

    private readonly string _folder = Path.Combine(AppContext.BaseDirectory, "site");
    private readonly ConcurrentDictionary<string, byte[]> _read = new();

    /// <summary>The answer with a file's content.</summary>
    /// <exception cref="Domain.Errors.MothershipException">NotFound.</exception>
    internal Answer Answer(string name)
    {
        var path = Path.Combine(_folder, name);
        if (!ContentTypes.TryGetValue(name, out var type) || !File.Exists(path))
            throw Missing.NotFound("file", Path.GetFileName(name));
        var content = _read.GetOrAdd(name, _ => File.ReadAllBytes(path));
        return new Answer(200, content, [new("Cache-Control", "max-age=300")], type);
    }
}
