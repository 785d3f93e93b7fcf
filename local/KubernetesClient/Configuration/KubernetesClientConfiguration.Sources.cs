using k8s.Exceptions;
using k8s.KubeConfigModels;

namespace k8s;

public partial class KubernetesClientConfiguration
{
    /// <summary>~/.kube/config.</summary>
    public static readonly string KubeConfigDefaultLocation = Path.Combine(
        Environment.GetEnvironmentVariable("HOME") ?? "/",
        ".kube/config"
    );

    /// <summary>
    /// From the file that KUBECONFIG names, else ~/.kube/config, else the pod that this runs in, else
    /// http://localhost:8080.
    /// </summary>
    public static KubernetesClientConfiguration BuildDefaultConfig()
    {
        if (Environment.GetEnvironmentVariable("KUBECONFIG") is { } named)
            return named.Contains(Path.PathSeparator)
                ? throw new NotSupportedException("KUBECONFIG with several files is not supported.")
                : BuildConfigFromConfigFile(named.Trim('"'));
        if (File.Exists(KubeConfigDefaultLocation))
            return BuildConfigFromConfigFile(KubeConfigDefaultLocation);
        return IsInCluster() ? InClusterConfig() : new KubernetesClientConfiguration { Host = "http://localhost:8080" };
    }

    /// <param name="kubeconfigPath">A file; ~/.kube/config if none is named.</param>
    /// <param name="currentContext">A context of it; its current one if none is named.</param>
    /// <param name="masterUrl">An address instead of the one that the context leads to.</param>
    /// <param name="useRelativePaths">Paths in the file start where it lies, not where the process does.</param>
    /// <exception cref="KubeConfigException">There is no such file or context, or it says not enough.</exception>
    public static KubernetesClientConfiguration BuildConfigFromConfigFile(
        string kubeconfigPath = null,
        string currentContext = null,
        string masterUrl = null,
        bool useRelativePaths = true
    ) =>
        BuildConfigFromConfigFile(
            new FileInfo(kubeconfigPath ?? KubeConfigDefaultLocation),
            currentContext,
            masterUrl,
            useRelativePaths
        );

    /// <inheritdoc cref="BuildConfigFromConfigFile(string, string, string, bool)" />
    public static KubernetesClientConfiguration BuildConfigFromConfigFile(
        FileInfo kubeconfig,
        string currentContext = null,
        string masterUrl = null,
        bool useRelativePaths = true
    ) =>
        BuildConfigFromConfigFileAsync(kubeconfig, currentContext, masterUrl, useRelativePaths)
            .GetAwaiter()
            .GetResult();

    /// <inheritdoc cref="BuildConfigFromConfigFile(string, string, string, bool)" />
    public static async Task<KubernetesClientConfiguration> BuildConfigFromConfigFileAsync(
        FileInfo kubeconfig,
        string currentContext = null,
        string masterUrl = null,
        bool useRelativePaths = true
    )
    {
        ArgumentNullException.ThrowIfNull(kubeconfig);
        var read = await LoadKubeConfigAsync(kubeconfig, useRelativePaths).ConfigureAwait(false);
        return BuildConfigFromConfigObject(read, currentContext, masterUrl);
    }

    /// <param name="kubeconfig">A kubeconfig, from its beginning whatever the position.</param>
    /// <param name="currentContext">A context of it; its current one if none is named.</param>
    /// <param name="masterUrl">An address instead of the one that the context leads to.</param>
    /// <exception cref="KubeConfigException">There is no such context, or it says not enough.</exception>
    public static KubernetesClientConfiguration BuildConfigFromConfigFile(
        Stream kubeconfig,
        string currentContext = null,
        string masterUrl = null
    ) => BuildConfigFromConfigFileAsync(kubeconfig, currentContext, masterUrl).GetAwaiter().GetResult();

    /// <inheritdoc cref="BuildConfigFromConfigFile(Stream, string, string)" />
    public static async Task<KubernetesClientConfiguration> BuildConfigFromConfigFileAsync(
        Stream kubeconfig,
        string currentContext = null,
        string masterUrl = null
    )
    {
        ArgumentNullException.ThrowIfNull(kubeconfig);
        if (!kubeconfig.CanSeek)
            throw new ArgumentException(
                "The stream has to be one that can be read from its beginning.",
                nameof(kubeconfig)
            );
        kubeconfig.Position = 0;
        var read = await LoadKubeConfigAsync(kubeconfig).ConfigureAwait(false);
        return BuildConfigFromConfigObject(read, currentContext, masterUrl);
    }

    public static K8SConfiguration LoadKubeConfig(string kubeconfigPath = null, bool useRelativePaths = true) =>
        LoadKubeConfigAsync(kubeconfigPath, useRelativePaths).GetAwaiter().GetResult();

    public static K8SConfiguration LoadKubeConfig(FileInfo kubeconfig, bool useRelativePaths = true) =>
        LoadKubeConfigAsync(kubeconfig, useRelativePaths).GetAwaiter().GetResult();

    public static K8SConfiguration LoadKubeConfig(Stream kubeconfigStream) =>
        LoadKubeConfigAsync(kubeconfigStream).GetAwaiter().GetResult();

    public static Task<K8SConfiguration> LoadKubeConfigAsync(
        string kubeconfigPath = null,
        bool useRelativePaths = true
    ) => LoadKubeConfigAsync(new FileInfo(kubeconfigPath ?? KubeConfigDefaultLocation), useRelativePaths);

    public static async Task<K8SConfiguration> LoadKubeConfigAsync(FileInfo kubeconfig, bool useRelativePaths = true)
    {
        ArgumentNullException.ThrowIfNull(kubeconfig);
        if (!kubeconfig.Exists)
            throw new KubeConfigException($"There is no kubeconfig at {kubeconfig.FullName}.");
        await using var stream = kubeconfig.OpenRead();
        var read = await LoadKubeConfigAsync(stream).ConfigureAwait(false);
        if (useRelativePaths)
            read.FileName = kubeconfig.FullName;
        return read;
    }

    public static Task<K8SConfiguration> LoadKubeConfigAsync(Stream kubeconfigStream) =>
        KubernetesYaml.LoadFromStreamAsync<K8SConfiguration>(kubeconfigStream);
}
