using Microsoft.Extensions.Configuration;

namespace Mothership.Strimzi.Access;

/// <summary>One of the region's Kubernetes clusters, as the settings have it.</summary>
/// <param name="Name">What placements call it: <c>{name}</c> of the settings <c>Kubernetes:{name}:…</c>.</param>
/// <param name="KubeconfigSecret">Name of the secret in the vault that holds a kubeconfig; null: this app runs in the
/// cluster, as its service account.</param>
/// <param name="ClustersMax">How many customers' clusters it takes.</param>
/// <param name="UnitsMax">How many capacity units it takes.</param>
/// <param name="Accepting">Whether it takes new ones.</param>
public sealed record KubeSettings(string Name, string? KubeconfigSecret, int ClustersMax, int UnitsMax, bool Accepting)
{
    private const string DefaultName = "default";
    private const int DefaultClusters = 200;
    private const int DefaultUnits = 1000;

    /// <summary>
    /// Reads all of them, in the order of their names; without any, the cluster that the app runs in.
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting has a value that it can't have.</exception>
    public static IReadOnlyList<KubeSettings> From(IConfiguration configuration)
    {
        var named = configuration.GetSection("Kubernetes").GetChildren().Select(One).ToList();
        return named.Count > 0
            ? [.. named.OrderBy(k => k.Name, StringComparer.Ordinal)]
            : [new(DefaultName, null, DefaultClusters, DefaultUnits, true)];
    }

    private static KubeSettings One(IConfigurationSection section) =>
        new(
            section.Key,
            section["KubeconfigSecret"] is { Length: > 0 } secret ? secret : null,
            Number(section, "ClustersMax", DefaultClusters),
            Number(section, "UnitsMax", DefaultUnits),
            section["Accepting"] is not { Length: > 0 } accepting || bool.Parse(accepting)
        );

    private static int Number(IConfigurationSection section, string name, int otherwise) =>
        section[name] is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, out var number) && number >= 0 ? number
        : throw new InvalidOperationException($"The setting {section.Path}:{name} is no number: '{text}'.");
}
