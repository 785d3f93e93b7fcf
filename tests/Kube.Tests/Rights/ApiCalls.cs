using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kube.Tests.Rights;

/// <summary>A sort of thing that the API server has.</summary>
/// <param name="Root">Where it is served, <c>/api/v1</c> or <c>/apis/group/version</c>.</param>
/// <param name="Group">Its group; empty for the core's.</param>
/// <param name="Name">Its plural, with a part of it behind a slash.</param>
/// <param name="IsNamespaced">Whether it lives in namespaces.</param>
internal sealed record ApiResource(string Root, string Group, string Name, bool IsNamespaced)
{
    /// <summary>As <c>infra/permissions.json</c> writes it.</summary>
    public string Written => Group.Length == 0 ? Name : $"{Group}/{Name}";
}

/// <summary>One call of one verb.</summary>
/// <param name="Right"><c>resource: verb</c>.</param>
/// <param name="Method">The HTTP method that stands for the verb.</param>
/// <param name="Path">Of a thing that there is not, wherever the verb is about one.</param>
internal sealed record ApiCall(string Right, HttpMethod Method, string Path)
{
    public HttpRequestMessage Request(Uri server)
    {
        var request = new HttpRequestMessage(Method, new Uri(server, Path));
        if (Method == HttpMethod.Get || Method == HttpMethod.Delete)
            return request;
        request.Content = new StringContent("{}", Encoding.UTF8);
        var type = Method == HttpMethod.Patch ? "application/merge-patch+json" : "application/json";
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return request;
    }
}

/// <summary>All calls that can be made, from what the server itself says that it serves.</summary>
internal static class ApiCalls
{
    private const string Trial = "dryRun=All";

    /// <summary>Everything that a server has, its parts (<c>pods/exec</c>) included.</summary>
    public static async Task<IReadOnlyList<ApiResource>> ResourcesAsync(Func<string, Task<JsonNode>> readAsync)
    {
        List<(string Root, string Group)> roots = [("/api/v1", "")];
        foreach (var group in (await readAsync("/apis"))["groups"]!.AsArray())
        foreach (var version in group!["versions"]!.AsArray())
            roots.Add(($"/apis/{version!["groupVersion"]}", $"{group["name"]}"));
        var all = new List<ApiResource>();
        foreach (var (root, group) in roots)
        foreach (var one in (await readAsync(root))["resources"]!.AsArray())
            all.Add(new(root, group, $"{one!["name"]}", (bool)one["namespaced"]!));
        return all;
    }

    /// <summary>Every verb on every resource, about things of a name that nothing has.</summary>
    public static IEnumerable<ApiCall> Of(IEnumerable<ApiResource> resources, string space, string name) =>
        resources.SelectMany(r => r.Name.Contains('/') ? OfPart(r, space, name) : OfWhole(r, space, name));

    private static IEnumerable<ApiCall> OfWhole(ApiResource resource, string space, string name)
    {
        var all = $"{resource.Root}{(resource.IsNamespaced ? $"/namespaces/{space}" : "")}/{resource.Name}";
        ApiCall Call(string verb, HttpMethod method, string path) => new($"{resource.Written}: {verb}", method, path);
        return
        [
            Call("get", HttpMethod.Get, $"{all}/{name}"),
            Call("list", HttpMethod.Get, $"{all}?limit=1"),
            Call("list", HttpMethod.Get, $"{resource.Root}/{resource.Name}?limit=1"),
            Call("watch", HttpMethod.Get, $"{all}?watch=true&timeoutSeconds=1"),
            Call("create", HttpMethod.Post, $"{all}?{Trial}"),
            Call("update", HttpMethod.Put, $"{all}/{name}?{Trial}"),
            Call("patch", HttpMethod.Patch, $"{all}/{name}?{Trial}"),
            Call("delete", HttpMethod.Delete, $"{all}/{name}?{Trial}"),
            Call("deletecollection", HttpMethod.Delete, $"{all}?{Trial}"),
        ];
    }

    private static IEnumerable<ApiCall> OfPart(ApiResource resource, string space, string name)
    {
        var (whole, part) = (resource.Name.Split('/')[0], resource.Name.Split('/')[1]);
        var one = $"{resource.Root}{(resource.IsNamespaced ? $"/namespaces/{space}" : "")}/{whole}/{name}/{part}";
        (string Verb, HttpMethod Method)[] verbs =
        [
            ("get", HttpMethod.Get),
            ("create", HttpMethod.Post),
            ("update", HttpMethod.Put),
            ("patch", HttpMethod.Patch),
            ("delete", HttpMethod.Delete),
        ];
        return verbs.Select(v => new ApiCall(
            $"{resource.Written}: {v.Verb}",
            v.Method,
            v.Method == HttpMethod.Get ? one : $"{one}?{Trial}"
        ));
    }

    /// <summary>The rights that <c>infra/permissions.json</c> gives the worker, as <c>resource: verb</c>.</summary>
    public static HashSet<string> RightsOfTheWorker()
    {
        using var file = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(KubeFiles.Repository, "infra", "permissions.json"))
        );
        return
        [
            .. file
                .RootElement.GetProperty("kubernetes")
                .GetProperty("mothership-worker")
                .EnumerateArray()
                .Select(line => line.GetString()!.Split(": "))
                .SelectMany(line => line[1].Split(' ').Select(verb => $"{line[0]}: {verb}")),
        ];
    }
}
