namespace Mothership.Tests.Support.Kube;

/// <summary>What can be done to a server that a test has for itself.</summary>
public sealed partial class KubeServer
{
    private readonly Dictionary<string, string> _replaced = [];

    /// <summary>Kills the API server, with whatever it was doing.</summary>
    public Task KillAsync() => _processes["apiserver"].KillAsync();

    /// <summary>Starts it again where it was, and waits until it serves.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        await StartAsync("apiserver");
        await AwaitAsync();
    }

    /// <summary>
    /// Forgets all versions but the newest: lists that go on and watches that come back from earlier are refused with
    /// 410.
    /// </summary>
    public async Task CompactAsync()
    {
        using var etcd = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_ports["etcd"]}/") };
        using var status = await etcd.PostAsync("v3/maintenance/status", Json("{}"));
        var said = await status.Content.ReadAsStringAsync();
        var revision = System
            .Text.Json.JsonDocument.Parse(said)
            .RootElement.GetProperty("header")
            .GetProperty("revision");
        using var answer = await etcd.PostAsync("v3/kv/compaction", Json($$"""{"revision": "{{revision}}"}"""));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>
    /// From now on the server knows a user by another token, which <see cref="Kubeconfig" /> has, and no more by the
    /// one before. It reads its tokens when it starts, and so starts anew.
    /// </summary>
    public async Task ReplaceTokenAsync(string user)
    {
        _replaced[user] = $"{user}-token-{_replaced.Count + 2}";
        await File.WriteAllTextAsync(Path.Combine(_folder, "tokens.csv"), Tokens());
        await RestartAsync();
    }

    /// <summary>A kubeconfig for a user with a certificate instead of a token.</summary>
    /// <param name="user">Who.</param>
    /// <param name="until">From when on the server takes it no more.</param>
    public string KubeconfigOfCertificate(string user, DateTimeOffset until)
    {
        var (certificate, key) = ClientCertificate(user, until);
        var instead = $"client-certificate-data: {Base64(certificate)}, client-key-data: {Base64(key)}";
        return Kubeconfig(user).Replace($"token: {TokenOf(user)}", instead, StringComparison.Ordinal);
    }

    /// <summary>Takes the definition of one of Strimzi's kinds away, and with it all objects of that kind.</summary>
    /// <param name="plural">Such as <c>kafkas</c>.</param>
    public async Task RemoveKindAsync(string plural)
    {
        using (var answer = await RequestAsync(HttpMethod.Delete, $"{Definitions}/{plural}.{StrimziKinds.Group}", null))
            answer.EnsureSuccessStatusCode();
        await UntilAsync($"the kind {plural} is gone", async () => !await IsServedAsync(PathOf(plural)));
    }

    /// <summary>Brings the definition of a kind back.</summary>
    public async Task InstallKindAsync(string plural)
    {
        var definition = KubeFiles
            .KindsOfStrimzi()
            .Single(k => Plural(k).EndsWith($"/{plural}", StringComparison.Ordinal));
        await AddKindAsync(definition);
        await UntilAsync($"the kind {plural} is served", () => IsServedAsync(PathOf(plural)));
        // They would look for it only in half a minute.
        await StartAsync("controllers");
    }

    private const string Definitions = "apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    private static string PathOf(string plural) => $"apis/{StrimziKinds.Group}/{StrimziKinds.Version}/{plural}";

    private Task AddKindAsync(string definition) =>
        SendAsync(HttpMethod.Post, Definitions, definition, "application/yaml");

    private string TokenOf(string user) => _replaced.GetValueOrDefault(user, Token(user));

    private string Tokens() =>
        $"{TokenOf(Admin)},{Admin},u1,\"system:masters\"\n"
        + $"{TokenOf(Worker)},{Worker},u2\n{TokenOf(Limited)},{Limited},u3\n";
}
