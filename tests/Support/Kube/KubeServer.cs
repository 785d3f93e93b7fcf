using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using k8s;

namespace Mothership.Tests.Support.Kube;

/// <summary>
/// A real Kubernetes API server on this machine, with Strimzi's kinds and the rights of the worker. Objects are stored,
/// validated, watched and deleted as anywhere; no pod ever runs.
/// </summary>
public sealed partial class KubeServer : IAsyncDisposable
{
    /// <summary>May do everything.</summary>
    public const string Admin = "admin";

    /// <summary>May do what infra/kubernetes/worker-rbac.yaml says.</summary>
    public const string Worker = "mothership-worker";

    /// <summary>Is known, and may do nothing.</summary>
    public const string Limited = "limited";

    /// <summary>The name, beside 127.0.0.1 and localhost, that the server's certificate is for.</summary>
    public const string ServerName = "kube.mothership.test";

    private const int Attempts = 3;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly Lazy<Task<KubeServer>> Shared = new(StartAsync);

    private readonly KubeAuthority _authority = new("mothership-tests", TimeProvider.System.GetUtcNow());
    private readonly KubeAuthority _clients = new("mothership-test-clients", TimeProvider.System.GetUtcNow());
    private readonly Dictionary<string, KubeProcess> _processes = [];
    private readonly Dictionary<string, int> _ports = [];
    private readonly string _folder;
    private readonly Kubernetes _admin;
    private int _spaces;

    private KubeServer()
    {
        // In memory where the machine has such a folder: etcd waits for the disk with each write.
        var parent = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        _folder = Directory
            .CreateDirectory(Path.Combine(parent, $"mothership-kube-{Path.GetRandomFileName()}"))
            .FullName;
        foreach (var name in (string[])["etcd", "peer", "apiserver", "controllers"])
            _ports[name] = FreePort();
        WriteFiles();
        _admin = Client(Admin);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"https://127.0.0.1:{_ports["apiserver"]}/");

    /// <summary>The certificate of the authority that signed the server's own.</summary>
    public string AuthorityPem => _authority.Pem;

    /// <summary>The server that all tests of a run share; it goes with the run.</summary>
    public static Task<KubeServer> SharedAsync() => Shared.Value;

    /// <summary>A server of the caller's own, to kill and to compact.</summary>
    public static async Task<KubeServer> StartAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            var server = new KubeServer();
            try
            {
                await server.BringUpAsync();
                return server;
            }
            catch (InvalidOperationException) when (attempt < Attempts)
            {
                // Somebody else took one of the ports that were free a moment ago.
                await server.DisposeAsync();
            }
        }
    }

    /// <summary>A kubeconfig with everything in it, for one of the users.</summary>
    public string Kubeconfig(string user = Admin) =>
        $$"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: local
              cluster: {server: "{{Address}}", certificate-authority-data: {{Base64(AuthorityPem)}}}
            users:
            - name: {{user}}
              user: {token: {{TokenOf(user)}}}
            contexts:
            - name: {{user}}
              context: {cluster: local, user: {{user}}}
            current-context: {{user}}
            """;

    /// <summary>The secret by which the server knows a user, unless another has taken its place.</summary>
    public static string Token(string user) => $"{user}-token";

    /// <summary>A certificate, and its key, by which the server knows a user of that name.</summary>
    /// <param name="user">The name.</param>
    /// <param name="until">Until when it is valid; not given: for as long as a test needs it.</param>
    public (string Certificate, string Key) ClientCertificate(string user, DateTimeOffset? until = null) =>
        _clients.Client(user, until);

    /// <summary>A client as one of the users.</summary>
    /// <param name="user">Who.</param>
    /// <param name="handlers">See each request on its way, faults for one.</param>
    public Kubernetes Client(string user = Admin, params DelegatingHandler[] handlers)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Kubeconfig(user)));
        return new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(stream), handlers);
    }

    /// <summary>A name that no other test of this server has; for namespaces, prefixes and labels.</summary>
    public string NewName(string prefix = "t") => $"{prefix}-{Interlocked.Increment(ref _spaces)}";

    /// <summary>Makes a namespace that no other test uses.</summary>
    public async Task<string> NewNamespaceAsync(string prefix = "t")
    {
        var name = NewName(prefix);
        await ApplyAsync($"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: {name}\n");
        return name;
    }

    /// <summary>Applies the objects of a manifest, as the admin.</summary>
    public async Task ApplyAsync(string yaml)
    {
        foreach (var manifest in KubeManifest.Read(yaml))
            await SendAsync(
                HttpMethod.Patch,
                $"{manifest.Path}?fieldManager=tests&force=true",
                manifest.Yaml,
                "application/apply-patch+yaml"
            );
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        foreach (var name in (string[])["controllers", "apiserver", "etcd"])
            if (_processes.Remove(name, out var process))
                await process.DisposeAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private async Task BringUpAsync()
    {
        await StartAsync("etcd");
        await StartAsync("apiserver");
        await AwaitAsync();
        var kinds = KubeFiles.KindsOfStrimzi().ToList();
        foreach (var kind in kinds)
            await AddKindAsync(kind);
        foreach (var plural in kinds.Select(Plural))
            await UntilAsync($"the kind {plural} is served", () => IsServedAsync($"apis/{plural}"));
        // After the kinds: it looks for new ones only every half minute, and until then deletes nothing that belongs to
        // one.
        await StartAsync("controllers");
        if (KubeFiles.WorkerRights is not { } rights)
            return;
        await ApplyAsync(await File.ReadAllTextAsync(rights));
        // Rights are looked up in a copy, which the server brings up to date a moment later.
        await UntilAsync(
            "the worker has its rights",
            () => IsServedAsync($"apis/{StrimziKinds.Group}/{StrimziKinds.Version}/kafkas", Worker)
        );
    }

    /// <summary>Group, version and plural, from a definition that is called plural.group.</summary>
    private static string Plural(string definition)
    {
        var name = KubeManifest.Read(definition).Single().Path.Split('/')[^1].Split('.', 2);
        return $"{name[1]}/v1/{name[0]}";
    }

    private async Task StartAsync(string name)
    {
        if (_processes.Remove(name, out var old))
            await old.DisposeAsync();
        _processes[name] = await KubeProcess.StartAsync(name, _folder, isTemporary: name == "etcd");
    }

    private Task AwaitAsync() => UntilAsync("the API server is ready", () => IsServedAsync("readyz"));

    private async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(StartLimit, TimeProvider.System);
        while (!await condition())
        {
            foreach (var (name, process) in _processes)
                if (!process.IsAlive())
                    throw new InvalidOperationException($"{name} ended. Its last words: {process.LastWords}");
            if (limit.IsCancellationRequested)
                throw new TimeoutException(
                    $"Waited {StartLimit} until {what}. The API server said last: {_processes["apiserver"].LastWords}"
                );
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private async Task<bool> IsServedAsync(string path, string user = Admin)
    {
        try
        {
            using var answer = await RequestAsync(HttpMethod.Get, path, null, user);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task SendAsync(HttpMethod method, string path, string body, string type)
    {
        var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var answer = await RequestAsync(method, path, content);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{method} {path}: {await answer.Content.ReadAsStringAsync()}");
    }

    private async Task<HttpResponseMessage> RequestAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        string user = Admin
    )
    {
        var request = new HttpRequestMessage(method, new Uri(Address, path)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(user));
        return await _admin.HttpClient.SendAsync(request);
    }

    private void WriteFiles()
    {
        using var key = RSA.Create(2048);
        var (certificate, serverKey) = _authority.Server(ServerName);
        var files = new Dictionary<string, string>
        {
            ["ports"] = string.Concat(
                _ports.Select(p => $"{p.Key}={p.Value.ToString(CultureInfo.InvariantCulture)}\n")
            ),
            ["sa.key"] = key.ExportRSAPrivateKeyPem(),
            ["sa.pub"] = key.ExportSubjectPublicKeyInfoPem(),
            ["server.crt"] = certificate,
            ["server.key"] = serverKey,
            ["clients.crt"] = _clients.Pem,
            ["tokens.csv"] = Tokens(),
            ["admin.kubeconfig"] = Kubeconfig(),
        };
        foreach (var (name, content) in files)
            File.WriteAllText(Path.Combine(_folder, name), content);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    // Below those that systems hand out by themselves: a server that is away for a while, or has not begun yet, must
    // find its port free, and on a busy machine one of those is soon somebody's.
    private static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(15_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // It is somebody's.
            }
        }
    }
}
