using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using Mothership.SystemTests.Flows.Support;
using Xunit.Abstractions;

namespace Kube.Tests.Rights;

/// <summary>
/// P21 at a real API server: who has rights there may do what infra/permissions.json says, and nothing else that the
/// server has.
/// </summary>
public sealed class ForbiddenCallTests(SharedKube kube, ITestOutputHelper output) : IClassFixture<SharedKube>
{
    private const string SystemSpace = "mothership-system";
    private const string Account = "mothership-worker";

    // What Kubernetes lets everybody ask about himself.
    private static readonly string[] OfEverybody =
    [
        "authorization.k8s.io/selfsubjectaccessreviews: create",
        "authorization.k8s.io/selfsubjectrulesreviews: create",
    ];

    [KubeFact]
    public async Task Calls_OfEveryVerbOnEverything_AreRefusedUnlessThePlanAllowsThem()
    {
        using var admin = kube.Server.Client();
        var resources = await ApiCalls.ResourcesAsync(path => ReadAsync(admin, path));
        var (space, name) = (await kube.Server.NewNamespaceAsync("p21"), kube.Server.NewName("nobody"));
        var worker = ApiCalls.RightsOfTheWorker();
        worker.UnionWith(OfEverybody);
        HashSet<string> nothing = [.. OfEverybody];
        List<Caller> callers =
        [
            new("worker", KubeServer.Token(KubeServer.Worker), worker, 1),
            new("worker's account", await AccountTokenAsync(admin), worker, Counts.Of(7, 1)),
            new("somebody known", KubeServer.Token(KubeServer.Limited), nothing, Counts.Of(7, 1)),
            new("nobody", null, [], Counts.Of(7, 1)),
        ];
        List<string> spaces = [space, .. Counts.IsLong ? (string[])["kube-system", SystemSpace] : []];
        var (refused, allowed) = (0, new HashSet<string>());
        foreach (var caller in callers)
        foreach (var place in spaces)
        {
            var calls = ApiCalls.Of(resources, place, name).Where((_, number) => number % caller.Every == 0).ToList();
            var answers = await CallAllAsync(admin, caller, calls);
            foreach (var (call, status) in answers)
                if (caller.Rights.Contains(call.Right))
                {
                    status.ShouldNotBeOneOf(
                        [HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized],
                        $"{caller.Name} {call.Right} {call.Path}"
                    );
                    allowed.Add(call.Right);
                }
                else
                {
                    status.ShouldBe(HttpStatusCode.Forbidden, $"{caller.Name} {call.Right} {call.Path}");
                    refused++;
                }
        }
        // Each right of the plan is one that this server knows, so that none is tried in vain.
        allowed.ShouldBe(worker, ignoreOrder: true);
        await NothingIsCalledAsync(admin, resources, space, name);
        output.WriteLine(
            $"{refused} forbidden calls of {callers.Count} callers on {resources.Count} resources: all refused, "
                + $"nothing made; {allowed.Count} rights used"
        );
    }

    [KubeFact]
    public async Task Rights_ThatTheWorkerHasNot_CannotBeGivenAwayNorTaken()
    {
        using var admin = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync("p21");
        var caller = new Caller("worker", KubeServer.Token(KubeServer.Worker), [], 1);
        // Whether the plan lets the worker give rights of its own away at all.
        bool May(string what) => ApiCalls.RightsOfTheWorker().Contains($"rbac.authorization.k8s.io/{what}: create");
        var roles = $"/apis/rbac.authorization.k8s.io/v1/namespaces/{space}/roles";
        var bindings = $"/apis/rbac.authorization.k8s.io/v1/namespaces/{space}/rolebindings";

        foreach (
            var (rule, isItsOwn) in ((string, bool)[])
                [
                    ("""{"apiGroups":[""],"resources":["secrets"],"verbs":["get"]}""", true),
                    ("""{"apiGroups":[""],"resources":["pods/exec"],"verbs":["create"]}""", false),
                    ("""{"apiGroups":[""],"resources":["secrets"],"verbs":["get","update"]}""", false),
                    ("""{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}""", false),
                    ("""{"apiGroups":[""],"resources":["serviceaccounts/token"],"verbs":["create"]}""", false),
                ]
        )
        {
            var role = $$"""{"metadata":{"name":"{{kube.Server.NewName("role")}}"},"rules":[{{rule}}]}""";
            var expected = isItsOwn && May("roles") ? HttpStatusCode.Created : HttpStatusCode.Forbidden;
            (await SendAsync(admin, caller, HttpMethod.Post, roles, role)).ShouldBe(expected, rule);
        }
        foreach (
            var (role, isItsOwn) in ((string, bool)[])
                [
                    ("cluster-admin", false),
                    ("system:aggregate-to-edit", false),
                    ("system:node", false),
                    ("mothership-worker", true),
                ]
        )
        {
            var binding = $$"""
                {"metadata":{"name":"{{kube.Server.NewName("binding")}}"},
                "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"{{role}}"},
                "subjects":[{"kind":"User","name":"limited","apiGroup":"rbac.authorization.k8s.io"}]}
                """;
            var expected = isItsOwn && May("rolebindings") ? HttpStatusCode.Created : HttpStatusCode.Forbidden;
            (await SendAsync(admin, caller, HttpMethod.Post, bindings, binding)).ShouldBe(expected, role);
        }
        foreach (var path in (string[])["/metrics", "/logs/", "/debug/pprof/"])
            (await SendAsync(admin, caller, HttpMethod.Get, path)).ShouldBe(HttpStatusCode.Forbidden, path);
        foreach (var somebody in (string[])["admin", "system:admin", "system:serviceaccount:kube-system:default"])
            (await SendAsync(admin, caller, HttpMethod.Get, "/api/v1/namespaces", impersonated: somebody)).ShouldBe(
                HttpStatusCode.Forbidden,
                somebody
            );
        var stranger = caller with { Token = "made up" };
        (await SendAsync(admin, stranger, HttpMethod.Get, "/api/v1/namespaces")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<IReadOnlyList<(ApiCall Call, HttpStatusCode Status)>> CallAllAsync(
        Kubernetes client,
        Caller caller,
        IReadOnlyList<ApiCall> calls
    )
    {
        var statuses = new HttpStatusCode[calls.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, calls.Count),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (at, stop) => statuses[at] = await SendAsync(client, caller, calls[at].Request(kube.Server.Address))
        );
        return [.. calls.Zip(statuses)];
    }

    private Task<HttpStatusCode> SendAsync(
        Kubernetes client,
        Caller caller,
        HttpMethod method,
        string path,
        string? body = null,
        string? impersonated = null
    )
    {
        var request = new HttpRequestMessage(method, new Uri(kube.Server.Address, path));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (impersonated is not null)
            request.Headers.Add("Impersonate-User", impersonated);
        return SendAsync(client, caller, request);
    }

    // Only the head of an answer: that of a watch has no end.
    private static async Task<HttpStatusCode> SendAsync(Kubernetes client, Caller caller, HttpRequestMessage request)
    {
        if (caller.Token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", caller.Token);
        using (request)
        using (var answer = await client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead))
            return answer.StatusCode;
    }

    private async Task<JsonNode> ReadAsync(Kubernetes client, string path, string? body = null)
    {
        var method = body is null ? HttpMethod.Get : HttpMethod.Post;
        using var request = new HttpRequestMessage(method, new Uri(kube.Server.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", KubeServer.Token(KubeServer.Admin));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.HttpClient.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>A token of the account that infra/kubernetes/worker-account.yaml makes.</summary>
    private async Task<string> AccountTokenAsync(Kubernetes admin)
    {
        await kube.Server.ApplyAsync($"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: {SystemSpace}\n");
        var file = Path.Combine(KubeFiles.Repository, "infra", "kubernetes", "worker-account.yaml");
        await kube.Server.ApplyAsync(await File.ReadAllTextAsync(file));
        var path = $"/api/v1/namespaces/{SystemSpace}/serviceaccounts/{Account}/token";
        const string body = """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{}}""";
        var token = $"{(await ReadAsync(admin, path, body))["status"]!["token"]}";
        // Rights are looked up in a copy, which the server brings up to date a moment later.
        await Eventually.HoldsAsync(
            async () =>
                await SendAsync(admin, new("", token, [], 1), HttpMethod.Get, "/api/v1/namespaces")
                == HttpStatusCode.OK,
            () => Task.FromResult($"the account {Account} has not got its rights")
        );
        return token;
    }

    private async Task NothingIsCalledAsync(
        Kubernetes admin,
        IReadOnlyList<ApiResource> resources,
        string space,
        string name
    )
    {
        foreach (var resource in resources.Where(r => !r.Name.Contains('/')))
        {
            var place = resource.IsNamespaced ? $"/namespaces/{space}" : "";
            var path = $"{resource.Root}{place}/{resource.Name}/{name}";
            var asked = await SendAsync(
                admin,
                new("", KubeServer.Token(KubeServer.Admin), [], 1),
                HttpMethod.Get,
                path
            );
            asked.ShouldNotBe(HttpStatusCode.OK, path);
        }
    }

    /// <summary>Who calls: by which token, with which rights, and how many of its calls one is made.</summary>
    private sealed record Caller(string Name, string? Token, HashSet<string> Rights, int Every);
}
