namespace Mothership.Tests.Support.Kube;

/// <summary>What <c>./dev kube get</c> obtains, and where it lies.</summary>
internal static class KubeFiles
{
    /// <summary>Why no server can be started here, and which command helps; null when one can.</summary>
    public static string? Missing { get; } =
        !File.Exists(Path.Combine(Binaries, "kube-apiserver")) ? Hint("kube-apiserver")
        : !File.Exists(Path.Combine(Binaries, "kube-controller-manager")) ? Hint("kube-controller-manager")
        : !HasEtcd() ? Hint("etcd")
        : !Directory.Exists(Kinds) || Directory.GetFiles(Kinds, "*.yaml").Length == 0 ? Hint("Strimzi's kinds")
        : null;

    /// <summary>The repository's folder.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The script that runs the server's processes.</summary>
    public static string Script => Path.Combine(Repository, "scripts", "kube-run.sh");

    /// <summary>The manifest of what the worker may do; null while the repository has none.</summary>
    public static string? WorkerRights =>
        Path.Combine(Repository, "infra", "kubernetes", "worker-rbac.yaml") is var path && File.Exists(path)
            ? path
            : null;

    private static string Cache =>
        Environment.GetEnvironmentVariable("MOTHERSHIP_KUBE") is { Length: > 0 } named
            ? named
            : Path.Combine(UserCache(), "mothership", "kube");

    private static string Binaries => Path.Combine(Cache, "1.20.2");

    private static string Kinds => Path.Combine(Cache, "strimzi-1.2.0");

    /// <summary>The definitions of Strimzi's kinds, each as YAML.</summary>
    public static IEnumerable<string> KindsOfStrimzi() =>
        Directory
            .GetFiles(Kinds, "*.yaml")
            .Order(StringComparer.Ordinal)
            .SelectMany(f => KubeManifest.Split(File.ReadAllText(f)));

    private static string Hint(string what) => $"There is no {what} here; get it once: ./dev kube get";

    private static string UserCache() =>
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");

    private static bool HasEtcd() =>
        File.Exists(Path.Combine(Binaries, "etcd"))
        || (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "etcd")));

    private static string FindRepository()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Functions.sln")))
                return folder;
        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has Functions.sln.");
    }
}
